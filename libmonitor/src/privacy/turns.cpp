// privacy: the beginnings and ends of remote lessons, written in the log.

#include "monitor/privacy/turns.hpp"

#include "monitor/base/executor.hpp"

namespace monitor::privacy {
namespace {

audit::Entry entry(const school::RemoteLesson& lesson, school::LessonTurn turn, Instant now) {
    const bool begins = turn == school::LessonTurn::begins;
    return {.at = now,
            .act = begins ? audit::Act::remote_lesson_began : audit::Act::remote_lesson_ended,
            .reason = static_cast<std::uint16_t>(lesson.why),
            .count = lesson.groups.size(),
            .detail = lesson.id.text(),
            .colleague = lesson.owner};
}

std::expected<void, Error> write(store::Stores& stores, SchoolId school, const school::RemoteLesson& lesson, Instant now) {
    const auto turn = school::turn(lesson, now);
    const auto kept = ask(*stores.audit_thread, [&] { return stores.trail->append(school, entry(lesson, turn, now)); });
    if (!kept) return std::unexpected{kept.error()};
    return ask(*stores.people_thread, [&] { return stores.lessons->wrote(school, lesson.id, turn); });
}

}  // namespace

std::expected<std::uint64_t, Error> write_turns(store::Stores& stores, Instant now) {
    const auto schools = ask(*stores.people_thread, [&] { return stores.people->schools(); });
    if (!schools) return std::unexpected{schools.error()};
    std::uint64_t written = 0;
    for (const auto& school : *schools) {
        const auto lessons = ask(*stores.people_thread, [&] { return stores.lessons->of(school.id); });
        if (!lessons) return std::unexpected{lessons.error()};
        for (const auto& lesson : *lessons) {
            if (school::turn(lesson, now) == school::LessonTurn::none) continue;
            if (const auto done = write(stores, school.id, lesson, now); !done) return std::unexpected{done.error()};
            ++written;
        }
    }
    return written;
}

}  // namespace monitor::privacy
