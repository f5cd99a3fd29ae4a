#pragma once
// support: a clock that stands still until a test moves it, both hands together or the wall clock alone.

#include <atomic>

#include "monitor/base/clock.hpp"

namespace monitor::test {

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_{start.time_since_epoch().count()} {}

    [[nodiscard]] Instant now() const override { return Instant{std::chrono::milliseconds{now_.fetch_add(step_)}}; }
    [[nodiscard]] Tick tick() const override { return Tick{std::chrono::milliseconds{tick_.fetch_add(reading_)}}; }

    void advance(std::chrono::milliseconds by) {
        now_ += by.count();
        tick_ += by.count();
    }
    /// What happens when someone sets the clock: the wall jumps, the boot clock does not.
    void jump(std::chrono::milliseconds by) { now_ += by.count(); }
    /// From here on time passes between two looks at the wall clock, as it does outside.
    void walk(std::chrono::milliseconds step) { step_ = step.count(); }
    /// From here on every look at the boot clock takes that long, as on a machine that is busy.
    void slow(std::chrono::milliseconds reading) { reading_ = reading.count(); }

private:
    mutable std::atomic<std::int64_t> now_;
    std::atomic<std::int64_t> step_{0};
    mutable std::atomic<std::int64_t> tick_{1'000'000};
    std::atomic<std::int64_t> reading_{0};
};

}  // namespace monitor::test
