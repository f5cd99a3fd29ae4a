#pragma once
// school: when is a class taught from afar, who said so, and were the parents told? A temporary lift of "only at school" (P4).

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor {
using LessonId = Id<struct LessonTag>;
}

namespace monitor::school {

struct Roll;

/// Written down: append, never renumber.
enum class LessonReason : std::uint8_t {
    school_closed = 1,
    group_at_home = 2,    ///< illness in the group, quarantine
    teacher_at_home = 3,
    other = 4,
};

/// For these groups location does not count, from the instant the parents were told, never before `begins` or after `ends`.
struct RemoteLesson {
    LessonId id{};
    StaffId owner{};
    LessonReason why{};
    std::vector<GroupId> groups{};
    Instant begins{};
    Instant ends{};
    std::optional<Instant> parents_told{};  ///< when a named person confirmed that the letter was sent; empty: not yet
    std::optional<StaffId> told_by{};
    std::optional<Instant> began{};  ///< its beginning stands in the log; before that it is not in force
    std::optional<Instant> over{};   ///< its end stands in the log
};

/// The longest: renewing is done openly, by another lesson with a letter of its own.
inline constexpr int most_school_days{5};
/// How far ahead one may be planned.
inline constexpr std::chrono::days planned_ahead{60};

/// Midnight after the `count`th day on which the site is open, counted from the day of `begins`; empty: not within 60 days.
[[nodiscard]] std::optional<Instant> school_days_end(const Hours&, Instant begins, int count);

/// Why a lesson cannot be, in the order in which it is asked. Numbers stand in the output of commands: append, never renumber.
enum class LessonFlaw : std::uint8_t {
    no_group = 1,     ///< none, or one that is not of this school
    no_owner = 2,     ///< nobody who works here
    no_reason = 3,
    ends_too_soon = 4,  ///< not after it begins, or already past
    too_far = 5,
    too_long = 6,     ///< more than five days on which the sites of its groups are open
};
[[nodiscard]] std::optional<LessonFlaw> flaw(const RemoteLesson&, const Roll&, Instant now);

/// What has to be written in the log now, before anything comes of it.
enum class LessonTurn : std::uint8_t { none = 0, begins = 1, ends = 2 };
[[nodiscard]] LessonTurn turn(const RemoteLesson&, Instant now) noexcept;
/// Does location not count for this group now?
enum class InForce : std::uint8_t { no = 0, yes = 1 };
[[nodiscard]] InForce in_force(const RemoteLesson&, Instant now) noexcept;

}  // namespace monitor::school
