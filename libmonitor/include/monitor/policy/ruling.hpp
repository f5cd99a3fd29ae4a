#pragma once
// policy: may this person see this pupil's screen, here and now, and why?
//
// Pure: no I/O, no clock, no configuration. Facts go in, a Ruling comes out. Whatever the facts do not say counts against the
// request. decide() costs nanoseconds: ask on every picture, cache nothing.

#include <cstdint>
#include <expected>
#include <optional>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::policy {

// Every enumeration below is written into the audit trail: append, never renumber. Zero is what nobody knows.

enum class Action : std::uint8_t { grid = 1, live = 2, last_picture = 3, open_tabs = 4 };
enum class Employment : std::uint8_t { unknown = 0, active = 1, ended = 2 };
enum class Directory : std::uint8_t { unknown = 0, fresh = 1, stale = 2 };
enum class Timekeeping : std::uint8_t { unknown = 0, sure = 1, doubtful = 2 };
enum class Schools : std::uint8_t { unknown = 0, same = 1, different = 2 };
enum class Hours : std::uint8_t { unknown = 0, open = 1, closed = 2 };
/// Where someone is, from the network the server itself sees.
enum class Whereabouts : std::uint8_t { unknown = 0, at_the_site = 1, elsewhere = 2 };
enum class RemoteLesson : std::uint8_t { none = 0, in_force = 1 };
enum class DeviceUser : std::uint8_t { unknown = 0, this_pupil = 1, staff = 2, another_pupil = 3, nobody = 4 };
enum class Objection : std::uint8_t { unknown = 0, none = 1, recorded = 2 };
/// Zero: not raised, and nobody promised to. `first` = the device raises it before it captures; `up` = it said so.
enum class Indicator : std::uint8_t { down = 0, first = 1, up = 2 };
enum class LookPurpose : std::uint8_t { none = 0, help = 1, safety = 2, progress = 3, test = 4 };

/// Why a request was granted.
enum class Basis : std::uint8_t { teaches_group = 1, replaces_teacher = 2 };

/// Why a request was refused, in the order in which the rules are tried.
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
};

struct Request {
    StaffId viewer{}; ///< nobody (a default id) is refused, as viewer and as pupil
    PupilId pupil{};  ///< a StaffId does not fit: the screens of staff cannot be asked for
    Action action{Action::grid};
    LookPurpose purpose{};  ///< needed for Action::live
};

/// Everything the rules may look at. A field left at zero never helps a request.
struct Facts {
    Timekeeping timekeeping{};
    Directory directory{};
    Employment employment{};
    Schools schools{};
    std::optional<Basis> relation{};  ///< how the viewer stands to a group of the pupil
    Objection objection{};
    Hours hours{};                    ///< of the pupil's site
    Whereabouts viewer{};             ///< against the pupil's site
    DeviceUser device_user{};
    Whereabouts device{};             ///< against the pupil's site
    RemoteLesson remote_lesson{};     ///< lifts device and viewer being elsewhere, and nothing more
    Indicator indicator{};
    std::optional<Instant> hours_end{};
};

/// Proof that the rules were asked and said yes. Only decide() makes one, and nothing in this library hands out pixels without one.
class Permit {
public:
    [[nodiscard]] const Request& request() const noexcept { return request_; }
    [[nodiscard]] Basis basis() const noexcept { return basis_; }
    /// The end of the school's hours at the latest: ask again before.
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

/// Tries the rules in the order of Refusal; the first that fails is the reason.
[[nodiscard]] Ruling decide(const Request&, const Facts&, Instant now);

}  // namespace monitor::policy
