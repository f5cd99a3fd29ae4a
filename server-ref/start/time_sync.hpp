#pragma once
// start: does the system itself say that its clock is held right by a time server?

#include "monitor/retention/timekeeping.hpp"

namespace monitor::start {

/// The kernel's word (adjtimex, read only): whoever disciplines the clock (systemd-timesyncd, chrony, ntpd) clears its mark
/// "unsynchronised" when it has an answer of a time server, and the kernel sets it again when that is too long ago. Doubtful:
/// nobody says so.
[[nodiscard]] retention::Trust time_sync() noexcept;

}  // namespace monitor::start
