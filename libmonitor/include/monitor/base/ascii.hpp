#pragma once
// base: are these two words the same, whether they are written in capitals or not?
//
// A to Z alone: names of headers, hosts, files, columns and users. Of every other letter a capital is another letter.

#include <algorithm>
#include <string>
#include <string_view>

namespace monitor {

[[nodiscard]] constexpr char lower(char sign) noexcept {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}
[[nodiscard]] inline std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), lower);
    return text;
}
[[nodiscard]] constexpr bool same_word(std::string_view one, std::string_view other) noexcept {
    return std::ranges::equal(one, other, {}, lower, lower);
}

}  // namespace monitor
