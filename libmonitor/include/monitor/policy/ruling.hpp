#pragma once
// policy: may this person see this pupil's screen, here and now, and why?
//
// Pure: no I/O, no clock, no configuration. Facts go in, a Ruling comes out. Whatever the facts do not say counts against the
// request. decide() costs nanoseconds: ask on every picture, cache nothing.

#include <chrono>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/policy/facts.hpp"

namespace monitor::policy {

// Written into the audit log: append, never renumber.
enum class Action : std::uint8_t { grid = 1, live = 2, last_picture = 3, open_tabs = 4 };
enum class LookPurpose : std::uint8_t { none = 0, help = 1, safety = 2, progress = 3, test = 4 };

/// Why a request was refused. The number is for ever; order() says which rule is tried first.
enum class Refusal : std::uint8_t {
    clock_doubtful = 1,
    directory_stale = 2,
    staff_not_active = 3,
    other_school = 4,
    not_their_group = 5,
    objection_recorded = 6,
    outside_hours = 7,
    viewer_elsewhere = 8,
    device_not_in_use = 9,   ///< no device, or nobody signed in on it
    not_a_pupil_device = 10, ///< staff, another pupil, or a user nobody knows
    device_elsewhere = 11,
    indicator_down = 12,
    purpose_missing = 13,
    not_for_their_role = 14,
    restriction_recorded = 15,
    school_on_holiday = 16,
    look_time_over = 17,     ///< ask again; also: asked for longer than a view may last
    records_put_back = 18,   ///< from a backup; what has changed since is not known again yet
};

struct Request {
    StaffId viewer{}; ///< nobody (a default id) is refused, as viewer and as pupil
    PupilId pupil{};  ///< a StaffId does not fit: the screens of staff cannot be asked for
    Action action{Action::grid};
    LookPurpose purpose{};  ///< needed for Action::live
};

/// How long a view on one screen may last before it is asked for again; a school may shorten it.
inline constexpr std::chrono::minutes longest_look{10};

/// Proof that the rules were asked and said yes. Only decide() makes one, and nothing in this library hands out pixels without one.
class Permit {
public:
    [[nodiscard]] const Request& request() const noexcept { return request_; }
    [[nodiscard]] Basis basis() const noexcept { return basis_; }
    /// The first end among those of the hours, of a remote lesson that was needed, and of a view on one screen. Ask again before.
    [[nodiscard]] Instant valid_until() const noexcept { return valid_until_; }

private:
    Permit(Request request, Basis basis, Instant valid_until) noexcept
        : request_{request}, basis_{basis}, valid_until_{valid_until} {}
    friend std::expected<Permit, Refusal> decide(const Request&, const Facts&, Instant now);

    Request request_;
    Basis basis_;
    Instant valid_until_;
};

using Ruling = std::expected<Permit, Refusal>;

/// Tries the rules in their order(); the first that fails is the reason.
[[nodiscard]] Ruling decide(const Request&, const Facts&, Instant now);

/// Every refusal once, the one that is tried first in front.
[[nodiscard]] std::span<const Refusal> order() noexcept;
/// Every rule that says no, in their order(), also those that decide() never reached. Empty: decide() permits.
[[nodiscard]] std::vector<Refusal> refusals(const Request&, const Facts&, Instant now);

}  // namespace monitor::policy
