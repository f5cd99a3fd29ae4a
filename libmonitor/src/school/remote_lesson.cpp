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
    const auto noon = amsterdam::instant(day + std::chrono::hours{12}, amsterdam::Prefer::earlier);
    return !hours.week[std::chrono::weekday{day}.c_encoding()].empty() && !on_holiday(hours, noon);
}

bool told(const RemoteLesson& lesson, Instant now) {
    return lesson.parents_told && *lesson.parents_told <= now;
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
    if (std::ranges::find(all_lesson_reasons, lesson.why) == all_lesson_reasons.end()) return LessonFlaw::no_reason;
    if (lesson.ends <= lesson.begins || lesson.ends <= now) return LessonFlaw::ends_too_soon;
    if (lesson.begins > now + planned_ahead) return LessonFlaw::too_far;
    if (!fits(lesson, roll)) return LessonFlaw::too_long;
    return std::nullopt;
}

LessonTurn turn(const RemoteLesson& lesson, Instant now) noexcept {
    if (lesson.began) return !lesson.over && lesson.ends <= now ? LessonTurn::ends : LessonTurn::none;
    return told(lesson, now) && lesson.begins <= now && now < lesson.ends ? LessonTurn::begins : LessonTurn::none;
}

LessonState state(const RemoteLesson& lesson, Instant now) noexcept {
    if (lesson.ends <= now) return LessonState::over;
    if (!told(lesson, now)) return LessonState::letter_first;
    return lesson.began && lesson.begins <= now ? LessonState::in_force : LessonState::planned;
}

std::vector<std::string> group_names(const RemoteLesson& lesson, const Roll& roll) {
    std::vector<std::string> names;
    for (const auto& group : roll.groups)
        if (std::ranges::find(lesson.groups, group.id) != lesson.groups.end()) names.push_back(group.name);
    return names;
}

std::string_view word(LessonReason reason) noexcept {
    switch (reason) {
        case LessonReason::school_closed: return "school_closed";
        case LessonReason::group_at_home: return "group_at_home";
        case LessonReason::teacher_at_home: return "teacher_at_home";
        case LessonReason::other: return "other";
    }
    return "unknown";
}

std::optional<LessonReason> lesson_reason(std::string_view text) noexcept {
    const auto at = std::ranges::find(all_lesson_reasons, text, [](LessonReason reason) { return word(reason); });
    return at == all_lesson_reasons.end() ? std::nullopt : std::optional{*at};
}

std::string_view word(LessonState state) noexcept {
    switch (state) {
        case LessonState::letter_first: return "letter_first";
        case LessonState::planned: return "planned";
        case LessonState::in_force: return "in_force";
        case LessonState::over: return "over";
    }
    return "unknown";
}

}  // namespace monitor::school
