#pragma once
// roster: are these two words the same, as people who type them mean it?

#include <algorithm>
#include <string_view>

namespace monitor::roster {

/// ASCII only: names of files, columns and list values.
[[nodiscard]] constexpr char lower(char sign) noexcept {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}
[[nodiscard]] constexpr bool same_word(std::string_view one, std::string_view other) noexcept {
    return std::ranges::equal(one, other, [](char left, char right) { return lower(left) == lower(right); });
}
}  // namespace monitor::roster
