// base: how do the two alphabets of RFC 4648 differ? In two characters, and the padding.

#include "monitor/base/base64.hpp"

#include <algorithm>

namespace monitor {

std::string base64(BytesView bytes) {
    auto text = base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    std::string other{text};
    std::ranges::replace(other, '+', '-');
    std::ranges::replace(other, '/', '_');
    while (other.ends_with('=')) other.pop_back();
    auto bytes = from_base64url(other);
    if (!bytes || base64(*bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace monitor
