#pragma once
// policy: what may the rules look at, before someone looks along with a pupil?
//
// Every enumeration here is written into the audit log: append, never renumber. Zero is what nobody knows, and never helps.

#include <cstdint>
#include <optional>

#include "monitor/base/clock.hpp"

namespace monitor::policy {

enum class Timekeeping : std::uint8_t { unknown = 0, sure = 1, doubtful = 2 };
/// `put_back`: from a backup, and not read again since.
enum class Directory : std::uint8_t { unknown = 0, fresh = 1, stale = 2, put_back = 3 };
enum class Employment : std::uint8_t { unknown = 0, active = 1, ended = 2 };
/// What the viewer is at this school. `support` helps with the technique and teaches nobody.
enum class Role : std::uint8_t { unknown = 0, staff = 1, support = 2 };
enum class Schools : std::uint8_t { unknown = 0, same = 1, different = 2 };
/// Why a request is granted: how the viewer stands to a group of the pupil.
enum class Basis : std::uint8_t { teaches_group = 1, replaces_teacher = 2 };
/// Against looking along with this pupil (GDPR art. 21).
enum class Objection : std::uint8_t { unknown = 0, none = 1, recorded = 2 };
/// Of what may be done with this pupil's data (GDPR art. 18).
enum class Restriction : std::uint8_t { unknown = 0, none = 1, recorded = 2 };
enum class Hours : std::uint8_t { unknown = 0, open = 1, closed = 2, holiday = 3 };
/// Where someone is, from the network the server itself sees.
enum class Whereabouts : std::uint8_t { unknown = 0, at_the_site = 1, elsewhere = 2 };
enum class DeviceUser : std::uint8_t { unknown = 0, this_pupil = 1, staff = 2, another_pupil = 3, nobody = 4 };
/// Only `in_force` lifts anything: for a group of the view, begun, and the parents were told.
enum class RemoteLesson : std::uint8_t { none = 0, in_force = 1, other_groups = 2, parents_not_told = 3 };
/// Zero: not raised, and nobody promised to. `first` = the device raises it before it captures; `up` = it said so.
enum class Indicator : std::uint8_t { down = 0, first = 1, up = 2 };

/// Everything the rules may look at. A field left at zero never helps a request.
struct Facts {
    Timekeeping timekeeping{};
    Directory directory{};
    Employment employment{};
    Role role{};
    Schools schools{};
    std::optional<Basis> relation{};
    Objection objection{};
    Restriction restriction{};
    Hours hours{};                    ///< of the pupil's site
    Whereabouts viewer{};             ///< against the pupil's site
    DeviceUser device_user{};
    Whereabouts device{};             ///< against the pupil's site
    RemoteLesson remote_lesson{};     ///< lifts device and viewer being elsewhere, and nothing more
    Indicator indicator{};
    std::optional<Instant> hours_end{};
    std::optional<Instant> remote_end{};  ///< of the remote lesson; one without an end lifts nothing
    std::optional<Instant> look_end{};    ///< of this view on one screen, which ends by itself
};

}  // namespace monitor::policy
