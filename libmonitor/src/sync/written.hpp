#pragma once
// sync: how is an instant written for others? RFC 3339, UTC, to the second.

#include <string>

#include "monitor/base/clock.hpp"

namespace monitor::sync {

[[nodiscard]] std::string rfc3339(Instant);

}  // namespace monitor::sync
