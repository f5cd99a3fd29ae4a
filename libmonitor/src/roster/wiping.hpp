#pragma once
// roster: how does nothing stay in memory that was only passing through?

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

}  // namespace monitor::roster
