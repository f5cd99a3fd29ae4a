#pragma once
// audit: base64 as notes have it (RFC 4648 §4, with padding). Private.

#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor::audit {

[[nodiscard]] std::string base64(BytesView);
/// Strict: what base64() writes, and nothing else.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace monitor::audit
