#pragma once
// school: when is a class taught from afar, who said so, and were the parents told? A temporary lift of "only at school" (P4).

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
inline constexpr std::array all_lesson_reasons{LessonReason::school_closed, LessonReason::group_at_home,
                                               LessonReason::teacher_at_home, LessonReason::other};
/// "school_closed": as commands and forms write it.
[[nodiscard]] std::string_view word(LessonReason) noexcept;
/// Empty: nothing that word() writes.
[[nodiscard]] std::optional<LessonReason> lesson_reason(std::string_view word) noexcept;

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
/// How it stands. Only `in_force` lifts anything.
enum class LessonState : std::uint8_t { letter_first = 0, planned = 1, in_force = 2, over = 3 };
[[nodiscard]] LessonState state(const RemoteLesson&, Instant now) noexcept;
/// "letter_first"
[[nodiscard]] std::string_view word(LessonState) noexcept;
/// What its groups are called, in the order of the roll.
[[nodiscard]] std::vector<std::string> group_names(const RemoteLesson&, const Roll&);

}  // namespace monitor::school
