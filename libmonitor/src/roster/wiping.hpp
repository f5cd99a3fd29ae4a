#pragma once
// roster: how does nothing stay in memory that was only passing through?

#include <array>
#include <cstddef>
#include <cstring>
#include <string>

namespace monitor::roster {

inline void wipe(void* bytes, std::size_t count) noexcept {
    ::explicit_bzero(bytes, count);
}
/// The text is empty afterwards and keeps its room.
inline void wipe(std::string& text) noexcept {
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

/// What functions left on the stack below the caller and in registers when they returned. The loader, too, spills registers there
/// when it binds a function that is called for the first time; they hold the bytes that were copied last, so zeros are copied
/// behind them.
[[gnu::noinline]] inline void wipe_stack() noexcept {
    std::array<std::byte, 65'536> below;
    wipe(below.data(), below.size());
    for (std::size_t size = below.size() / 2; size > 0; size /= 2) std::memmove(below.data(), below.data() + size, size);
    wipe(below.data(), below.size());  // also so that nothing above is left out as useless
}

}  // namespace monitor::roster
