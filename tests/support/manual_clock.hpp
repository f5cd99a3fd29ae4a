#pragma once
// support: a clock that stands still until a test moves it, both hands together or the wall clock alone.

#include <atomic>

#include "monitor/base/clock.hpp"

namespace monitor::test {

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_{start.time_since_epoch().count()} {}

    [[nodiscard]] Instant now() const override { return Instant{std::chrono::milliseconds{now_.load()}}; }
    [[nodiscard]] Tick tick() const override { return Tick{std::chrono::milliseconds{tick_.load()}}; }

    void advance(std::chrono::milliseconds by) {
        now_ += by.count();
        tick_ += by.count();
    }
    /// What happens when someone sets the clock: the wall jumps, the boot clock does not.
    void jump(std::chrono::milliseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_;
    std::atomic<std::int64_t> tick_{1'000'000};
};

}  // namespace monitor::test
