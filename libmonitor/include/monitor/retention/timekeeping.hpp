#pragma once
// retention: can the wall clock be believed?
//
// A clock set back never lengthens a life; one that leaps ahead without the boot clock agreeing makes doubt (docs/decisions).

#include <cstdint>
#include <optional>

#include "monitor/base/clock.hpp"

namespace monitor::retention {

enum class Trust : std::uint8_t { doubtful = 0, sure = 1 };

/// A value with memory: feed it both hands of the clock, persist high_water() now and then. Belongs to one thread.
class Timekeeper {
public:
    /// `high_water`: the latest instant any run ever saw; empty at the very first start.
    Timekeeper(std::optional<Instant> high_water, Instant now, Tick tick) noexcept;

    /// Take in a reading.
    void observe(Instant now, Tick tick) noexcept;
    /// The time deadlines are held against: never before any instant already believed; while in doubt the ticks move it on.
    [[nodiscard]] Instant effective() const noexcept { return effective_; }
    /// Doubtful after a leap of more than 26 h ahead that the boot clock does not confirm, until the leap is taken back, someone
    /// confirms it, or 24 h of ticks have passed: then it is believed.
    [[nodiscard]] Trust trust() const noexcept;
    [[nodiscard]] Instant high_water() const noexcept { return effective_; }
    /// A person, or time synchronisation, said the clock is right.
    void confirm() noexcept;

private:
    Instant effective_;
    Instant last_now_;
    Tick last_tick_;
    std::optional<Tick> doubt_since_{};
};

}  // namespace monitor::retention
