#pragma once
// base: bytes as text, in the alphabet with + and /, with padding (RFC 4648 §4). base64url stands in bytes.hpp.

#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor {

[[nodiscard]] std::string base64(BytesView);
/// Strict: what base64() writes, and nothing else.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace monitor
