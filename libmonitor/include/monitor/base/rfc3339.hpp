#pragma once
// base: how is an instant written for programs? RFC 3339, UTC.

#include <string>

#include "monitor/base/clock.hpp"

namespace monitor {

/// "2026-11-23T09:00:00Z": to the second, what is over it left out.
[[nodiscard]] std::string rfc3339(Instant);
/// "2026-11-23T09:00:00.250Z"
[[nodiscard]] std::string rfc3339_milliseconds(Instant);

}  // namespace monitor
