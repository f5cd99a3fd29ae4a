#pragma once
// capture: how do the made-up backends wait for their next change?

#include "monitor/base/clock.hpp"

namespace monitor::capture {

/// True once `clock` says `due`; waits for it at most `patience`. A clock that stands still (a test holds it) is not waited for.
[[nodiscard]] bool has_come(Tick due, const Clock& clock, std::chrono::milliseconds patience);

}  // namespace monitor::capture
