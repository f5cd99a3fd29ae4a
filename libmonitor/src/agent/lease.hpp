#pragma once
// agent: what may be captured, for whom, and until which tick? A value: no clock, no line, no screen.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

/// What one Watch grants. It is over by itself: whoever holds one asks lasts() before every picture.
class Lease {
public:
    /// Never longer than this from receipt, whatever a Watch says.
    static constexpr std::chrono::seconds longest{15};

    /// Refused: the site is closed (hours_over), nobody is named or a wish is not one of ours (refused), nothing is asked for
    /// or for no time (nobody_looks).
    [[nodiscard]] static std::expected<Lease, wire::StopReason> granted(wire::Watch, Tick now);

    [[nodiscard]] std::uint32_t id() const noexcept { return watch_.lease; }
    [[nodiscard]] const std::vector<std::string>& who() const noexcept { return watch_.who; }
    [[nodiscard]] wire::Occasion occasion() const noexcept { return watch_.occasion; }
    [[nodiscard]] const std::vector<wire::StreamWish>& wishes() const noexcept { return watch_.streams; }
    /// Empty: this stream is not in the lease.
    [[nodiscard]] std::optional<wire::StreamWish> wish(picture::Stream) const noexcept;

    /// The first tick at which nothing may be captured any more.
    [[nodiscard]] Tick ends() const noexcept { return ends_; }
    [[nodiscard]] bool lasts(Tick now) const noexcept { return now < ends_; }
    /// What ends() means: the lease was not renewed (lease_over), or the site closes (hours_over).
    [[nodiscard]] wire::StopReason over_because() const noexcept { return because_; }
    /// The same Watch for someone who hears of it only now; empty when less than a second is left.
    [[nodiscard]] std::optional<wire::Watch> left(Tick now) const;

private:
    Lease(wire::Watch watch, Tick ends, Tick closes, wire::StopReason because)
        : watch_{std::move(watch)}, ends_{ends}, closes_{closes}, because_{because} {}

    wire::Watch watch_;
    Tick ends_, closes_;
    wire::StopReason because_;
};

}  // namespace monitor::agent
