#pragma once
// base: is this text a GUID, in the one way this house writes it?

#include <cstddef>
#include <string_view>

namespace monitor {

/// 8-4-4-4-12 lower-case hexadecimal digits (RFC 9562 §4), without braces: "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00".
[[nodiscard]] constexpr bool is_guid(std::string_view text) noexcept {
    if (text.size() != 36) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
        const bool digit = (text[at] >= '0' && text[at] <= '9') || (text[at] >= 'a' && text[at] <= 'f');
        if (dash ? text[at] != '-' : !digit) return false;
    }
    return true;
}

}  // namespace monitor
