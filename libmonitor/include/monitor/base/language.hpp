#pragma once
// base: in which language do we speak to this reader?

#include <cstdint>
#include <string_view>

namespace monitor {

enum class Language : std::uint8_t { nl = 1, en = 2 };

/// The BCP 47 tag: "nl" or "en".
[[nodiscard]] constexpr std::string_view tag(Language language) noexcept {
    return language == Language::en ? "en" : "nl";
}

}  // namespace monitor
