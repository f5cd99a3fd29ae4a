#pragma once
// school: how far ahead of UTC are the clocks in Amsterdam, and when is it a local time there?

#include <chrono>

#include "monitor/base/clock.hpp"

namespace monitor::school::amsterdam {

/// Where two instants have the same local time, or none has it (clocks go back or forward).
enum class Prefer : std::uint8_t { earlier = 1, later = 2 };

/// From the system's time zone database; by the directive where the system has none.
[[nodiscard]] std::chrono::seconds offset(Instant);
/// By the rule of Directive 2000/84/EC alone: summer time from the last Sunday of March to that of October, 01:00 UTC.
[[nodiscard]] std::chrono::seconds offset_by_directive(Instant) noexcept;

/// The local date and time at `instant`, as if it were UTC.
[[nodiscard]] inline std::chrono::local_time<std::chrono::milliseconds> local(Instant instant) {
    return std::chrono::local_time<std::chrono::milliseconds>{instant.time_since_epoch() + offset(instant)};
}
/// The instant at which clocks show `local`; in the hour that is skipped: the moment of the change.
[[nodiscard]] Instant instant(std::chrono::local_seconds local, Prefer);

}  // namespace monitor::school::amsterdam
