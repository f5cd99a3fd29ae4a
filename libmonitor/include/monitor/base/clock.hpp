#pragma once
// base: what time is it, and who says so?
//
// Two times that must not be mixed: Instant is the wall clock (deadlines, audit); Tick is monotonic (limits, leases, timers).

#include <chrono>

namespace monitor {

/// UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// Milliseconds since some fixed moment of this boot; never goes back.
using Tick = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

/// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;

    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual Tick tick() const = 0;

protected:
    Clock() = default;
};

/// The only class in this house that asks the system for the time.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Tick tick() const override;
};

}  // namespace monitor
