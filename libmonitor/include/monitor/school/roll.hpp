#pragma once
// school: who and what is there, at one school, as far as this house needs to know?

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/school/network.hpp"
#include "monitor/school/remote_lesson.hpp"

namespace monitor::school {

using Name = Personal<std::string>;

/// Who answers for one or more schools (bestuur).
struct Board {
    BoardId id{};
    std::string name{};
};
struct School {
    SchoolId id{};
    std::string name{};
    std::string brin{};             ///< four characters, canonical upper case
    std::optional<Board> board{};  ///< empty: none that we know of
};

/// One location of a school (vestiging).
struct Site {
    SiteId id{};
    std::string name{};
    std::vector<Network> networks{};  ///< a device or teacher in none of them is elsewhere
    Hours hours{};
};

/// Does that address stand in one of the site's networks? Two sites may share one.
[[nodiscard]] bool holds(const Site&, const Address&);

/// A pupil is in at most one base group (stamgroep) a year, and in any number of the others. Written down: append, never renumber.
enum class GroupKind : std::uint8_t { base = 1, composed = 2 };
struct Group {
    GroupId id{};
    std::string name{};
    SiteId site{};
    GroupKind kind{GroupKind::base};
};

/// What a pupil or parent had recorded (GDPR art. 21, art. 18): nobody looks along then. Written down: append, never renumber.
enum class Against : std::uint8_t { objection = 1, restriction = 2 };

struct Pupil {
    PupilId id{};
    Name name{};  ///< first name and first letter of the surname: "Sanne B."
    Name user{};  ///< the name under which the pupil logs in on a device
    std::vector<GroupId> groups{};
    std::vector<Against> against{};
};

enum class Employment : std::uint8_t { unknown = 0, active = 1, ended = 2 };

/// What someone does at the school beside teaching. Written down: append, never renumber.
enum class Duty : std::uint8_t {
    school_admin = 1,
    board_admin = 2,      ///< of all schools of a board
    privacy_officer = 3,  ///< functionaris gegevensbescherming (FG)
    support = 4,
};
inline constexpr std::array all_duties{Duty::school_admin, Duty::board_admin, Duty::privacy_officer, Duty::support};
/// "school_admin": as the settings and the command write it.
[[nodiscard]] std::string_view word(Duty) noexcept;
/// What word() writes; empty: nothing that it writes, which grants nothing.
[[nodiscard]] std::optional<Duty> duty(std::string_view word) noexcept;
/// Why somebody stands in. Written down: append, never renumber.
enum class StandIn : std::uint8_t { ill = 1, away = 2, shared_job = 3, other = 4 };

/// A colleague's group, until the end of the day.
struct Replacement {
    GroupId group{};
    StandIn why{};
    Instant until{};
};

struct Staff {
    StaffId id{};
    Name name{};  ///< as colleagues know them: "Anouk de Vries"
    Name user{};
    Employment employment{};
    std::vector<GroupId> teaches{};
    std::vector<Duty> duties{};  ///< given by hand or told by the directory
    std::vector<Duty> told{};    ///< those of them that the directory tells: they go when it says so, and only then
    std::vector<Replacement> replaces{};
};

/// Has no group, and gets none by standing in: neither looks along.
[[nodiscard]] bool for_technique_alone(const Staff&);

/// One school at one revision: a value, read whole, never changed in place.
struct Roll {
    School school{};
    std::vector<Site> sites{};
    std::vector<Group> groups{};
    std::vector<Pupil> pupils{};
    std::vector<Staff> staff{};
    std::vector<RemoteLesson> remote_lessons{};
    std::optional<Instant> directory_read{};  ///< when staff and pupils were last known to be right; empty: never
    std::optional<Instant> put_back{};        ///< since when it waits, after a backup was put back; empty: it does not
    std::uint64_t revision{};
};

}  // namespace monitor::school
