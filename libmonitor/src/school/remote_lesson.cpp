// school: what makes a remote lesson one, how long may it last, and is it in force?

#include "monitor/school/remote_lesson.hpp"

#include <algorithm>

#include "monitor/school/roll.hpp"
#include "school/amsterdam.hpp"

namespace monitor::school {
namespace {

using std::chrono::days;
using std::chrono::floor;

template <class Things, class SomeId>
auto found(const Things& things, SomeId id) {
    const auto at = std::ranges::find(things, id, [](const auto& one) { return one.id; });
    return at == things.end() ? nullptr : &*at;
}

bool opens(const Hours& hours, std::chrono::local_days day) {
    const std::chrono::year_month_day date{day};
    const auto within = [date](const Holiday& one) { return one.first <= date && date <= one.last; };
    return !hours.week[std::chrono::weekday{day}.c_encoding()].empty() && std::ranges::none_of(hours.holidays, within);
}

bool fits(const RemoteLesson& lesson, const Roll& roll) {
    return std::ranges::all_of(lesson.groups, [&](GroupId id) {
        const auto* group = found(roll.groups, id);
        const auto* site = group == nullptr ? nullptr : found(roll.sites, group->site);
        const auto last = site == nullptr ? std::nullopt : school_days_end(site->hours, lesson.begins, most_school_days);
        return last && lesson.ends <= *last;
    });
}

}  // namespace

std::optional<Instant> school_days_end(const Hours& hours, Instant begins, int count) {
    const auto first = floor<days>(amsterdam::local(begins));
    for (auto day = first; day < first + planned_ahead; day += days{1}) {
        if (!opens(hours, day) || --count > 0) continue;
        return amsterdam::instant(day + days{1}, amsterdam::Prefer::earlier);
    }
    return std::nullopt;
}

std::optional<LessonFlaw> flaw(const RemoteLesson& lesson, const Roll& roll, Instant now) {
    const auto here = [&](GroupId id) { return found(roll.groups, id) != nullptr; };
    if (lesson.groups.empty() || !std::ranges::all_of(lesson.groups, here)) return LessonFlaw::no_group;
    const auto* owner = found(roll.staff, lesson.owner);
    if (owner == nullptr || owner->employment == Employment::ended) return LessonFlaw::no_owner;
    if (lesson.why < LessonReason::school_closed || lesson.why > LessonReason::other) return LessonFlaw::no_reason;
    if (lesson.ends <= lesson.begins || lesson.ends <= now) return LessonFlaw::ends_too_soon;
    if (lesson.begins > now + planned_ahead) return LessonFlaw::too_far;
    if (!fits(lesson, roll)) return LessonFlaw::too_long;
    return std::nullopt;
}

LessonTurn turn(const RemoteLesson& lesson, Instant now) noexcept {
    if (lesson.began) return !lesson.over && lesson.ends <= now ? LessonTurn::ends : LessonTurn::none;
    const bool told = lesson.parents_told && *lesson.parents_told <= now;
    return told && lesson.begins <= now && now < lesson.ends ? LessonTurn::begins : LessonTurn::none;
}

InForce in_force(const RemoteLesson& lesson, Instant now) noexcept {
    const bool told = lesson.parents_told && *lesson.parents_told <= now;
    return lesson.began && told && lesson.begins <= now && now < lesson.ends ? InForce::yes : InForce::no;
}

}  // namespace monitor::school
