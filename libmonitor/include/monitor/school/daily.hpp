#pragma once
// school: when do the clocks in Amsterdam next show a time of day?

#include <chrono>

#include "monitor/base/clock.hpp"

namespace monitor::school {

/// The first instant after `after` at which it is that many minutes past local midnight. On the night the clocks go forward, a
/// time that is skipped comes at the change; when they go back, the first of the two.
[[nodiscard]] Instant next_daily(std::chrono::minutes since_midnight, Instant after);

}  // namespace monitor::school
