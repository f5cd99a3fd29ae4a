#pragma once
// store: which classes are taught from afar, and what was said of it? Read back as part of the Roll.

#include <expected>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/school/remote_lesson.hpp"

namespace monitor::store {

struct LessonAt {
    SchoolId school{};
    school::RemoteLesson lesson{};
};

/// A port. Called only on Stores::people_thread. Each change raises the school's revision; the caller writes it down first.
class Lessons {
public:
    virtual ~Lessons() = default;
    Lessons(const Lessons&) = delete;
    Lessons& operator=(const Lessons&) = delete;

    /// Keeps what was wished, with an id of its own; nobody is told yet, so nothing is in force. Whether it may be is
    /// school::flaw's to say, and asked first.
    [[nodiscard]] virtual std::expected<school::RemoteLesson, Error> plan(SchoolId, const school::RemoteLesson& wish) = 0;
    /// This colleague says that the letter was sent. Remedy::conflict: it is over; again changes nothing.
    [[nodiscard]] virtual std::expected<void, Error> told(SchoolId, LessonId, StaffId) = 0;
    /// Now; one that never began is forgotten. Remedy::not_found: not there, or over already.
    [[nodiscard]] virtual std::expected<void, Error> end(SchoolId, LessonId) = 0;
    /// That turn stands in the log.
    [[nodiscard]] virtual std::expected<void, Error> wrote(SchoolId, LessonId, school::LessonTurn) = 0;
    /// Of all schools: whose beginning or end has to come into the log now (school::turn), however long ago that was.
    [[nodiscard]] virtual std::expected<std::vector<LessonAt>, Error> due(Instant now) = 0;

protected:
    Lessons() = default;
};

}  // namespace monitor::store
