// privacy: the beginnings and ends of remote lessons, written in the log.

#include "monitor/privacy/turns.hpp"

#include <optional>

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

std::expected<std::uint64_t, Error> write_turns(store::Stores& stores, const Clock& clock) {
    if (store::trust(stores, clock) != retention::Trust::sure) return 0;
    const auto now = clock.now();
    const auto due = ask(*stores.people_thread, [&] { return stores.lessons->due(now); });
    if (!due) return std::unexpected{due.error()};
    std::optional<Error> failure;
    for (const auto& [school, lesson] : *due) {
        // One school that cannot be written does not keep the lessons of the others.
        auto done = write(stores, school, lesson, now);
        if (!done && !failure) failure = std::move(done.error());
    }
    if (failure) return std::unexpected{std::move(*failure)};
    return due->size();
}

}  // namespace monitor::privacy
