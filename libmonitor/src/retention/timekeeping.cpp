// retention: what does a reading of both hands of the clock tell?
//
// A leap ahead that is not believed yet must not move deadlines: a clock that is a year wrong for a minute would delete a school.

#include "monitor/retention/timekeeping.hpp"

#include <algorithm>

namespace monitor::retention {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds believed_leap = 26h;  // a day, and room for summer time and a slow clock
constexpr milliseconds longest_doubt = 24h;

}  // namespace

// The ticks of a new run say nothing of the time between two runs, except that no more of it than since the boot went by awake.
Timekeeper::Timekeeper(std::optional<Instant> high_water, Instant now, Tick tick) noexcept
    : effective_{high_water.value_or(now)}, last_now_{now}, last_tick_{tick} {
    if (now - effective_ > believed_leap + tick.time_since_epoch()) {
        doubt_since_ = tick;
    } else {
        effective_ = std::max(effective_, now);
    }
}

void Timekeeper::observe(Instant now, Tick tick) noexcept {
    // A wall clock that was set back, or is not believed, does not stop time: the ticks go on.
    effective_ += std::max(tick - last_tick_, milliseconds{0});
    last_now_ = now;
    last_tick_ = std::max(last_tick_, tick);
    if (now - effective_ <= believed_leap) {
        doubt_since_.reset();
    } else if (!doubt_since_) {
        doubt_since_ = last_tick_;
    }
    if (doubt_since_ && last_tick_ - *doubt_since_ >= longest_doubt) doubt_since_.reset();
    if (!doubt_since_) effective_ = std::max(effective_, now);
}

Trust Timekeeper::trust() const noexcept {
    return doubt_since_ ? Trust::doubtful : Trust::sure;
}

void Timekeeper::confirm() noexcept {
    doubt_since_.reset();
    effective_ = std::max(effective_, last_now_);
}

}  // namespace monitor::retention
