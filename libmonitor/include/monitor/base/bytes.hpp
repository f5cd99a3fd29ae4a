#pragma once
// base: what is a run of bytes, and how is it written as text?

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

/// The characters of a text as bytes; views what `text` views.
[[nodiscard]] inline BytesView as_bytes(std::string_view text) noexcept {
    return std::as_bytes(std::span{text.data(), text.size()});
}
/// Bytes as characters, unchecked; views what `bytes` views.
[[nodiscard]] inline std::string_view as_text(BytesView bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes copy(BytesView bytes) { return {bytes.begin(), bytes.end()}; }

/// Lower-case hexadecimal, two characters a byte.
[[nodiscard]] std::string hex(BytesView);
/// Empty when `text` is not an even run of hexadecimal digits (either case).
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

/// RFC 4648 §5 without padding.
[[nodiscard]] std::string base64url(BytesView);
/// Strict: no padding, no other alphabet, no stray bits in the last character; else empty.
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace monitor
