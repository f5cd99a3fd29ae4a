// store: remote lessons, from the wish to what stands in the log of them.

#include "monitor/store/lessons.hpp"

#include <algorithm>
#include <map>

#include "deeds.hpp"
#include "lesson_rows.hpp"
#include "monitor/retention/term.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

class SqliteLessons final : public Lessons {
public:
    explicit SqliteLessons(SharedPeople file) : file_{std::move(file)} {}

    std::expected<school::RemoteLesson, Error> plan(SchoolId school, const school::RemoteLesson& wish) override {
        return answer(*file_, school, "plan a remote lesson", [&] {
            const auto expires = retention::deadline(retention::ceiling(retention::Kind::remote_lesson), wish.ends,
                                                     school::school_year(wish.ends));
            school::RemoteLesson lesson{.id = draw<LessonId>(file_->random), .owner = wish.owner, .why = wish.why,
                                        .groups = wish.groups, .begins = wish.begins, .ends = wish.ends};
            Change change{*file_};
            db().run("INSERT INTO lessons(school, id, owner, why, begins, ends, expires) VALUES(?, ?, ?, ?, ?, ?, ?)",
                     {cell(school), cell(lesson.id), cell(lesson.owner), static_cast<std::int64_t>(lesson.why), cell(lesson.begins),
                      cell(lesson.ends), cell(expires.value_or(lesson.ends))});
            for (const GroupId group : lesson.groups) {
                if (db().number("SELECT count(*) FROM groups WHERE school=? AND id=?", {cell(school), cell(group)}) == 0)
                    fail(Remedy::not_found, "group");
                db().run("INSERT INTO lesson_groups(school, lesson, grp) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
                         {cell(school), cell(lesson.id), cell(group)});
            }
            change.raise(school);
            change.commit();
            return lesson;
        });
    }

    std::expected<void, Error> told(SchoolId school, LessonId id, StaffId who) override {
        return answer(*file_, school, "record that parents were told", [&] {
            Change change{*file_};
            if (found(school, id).ends <= file_->now()) fail(Remedy::conflict, "remote lesson is over");
            db().run("UPDATE lessons SET told=?, told_by=? WHERE school=? AND id=? AND told IS NULL",
                     {cell(file_->now()), cell(who), cell(school), cell(id)});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> end(SchoolId school, LessonId id) override {
        return answer(*file_, school, "end a remote lesson", [&] {
            Change change{*file_};
            const auto lesson = found(school, id);
            if (lesson.ends <= file_->now()) fail(Remedy::not_found, "remote lesson");
            if (lesson.began)
                db().run("UPDATE lessons SET ends=? WHERE school=? AND id=?", {cell(file_->now()), cell(school), cell(id)});
            else
                db().run("DELETE FROM lessons WHERE school=? AND id=?", {cell(school), cell(id)});
            note(*file_, {Deed::lesson_ended, school, what_of(id.bytes())});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> wrote(SchoolId school, LessonId id, school::LessonTurn turn) override {
        return answer(*file_, school, "record a turn of a remote lesson", [&] {
            Change change{*file_};
            switch (turn) {
                case school::LessonTurn::none: return;
                case school::LessonTurn::begins:
                    mark("UPDATE lessons SET began=? WHERE school=? AND id=? AND began IS NULL", school, id);
                    break;
                case school::LessonTurn::ends:
                    mark("UPDATE lessons SET over=? WHERE school=? AND id=? AND over IS NULL", school, id);
                    break;
            }
            change.raise(school);
            change.commit();
        });
    }

    std::expected<std::vector<LessonAt>, Error> due(Instant now) override {
        return answer(*file_, Reach::across(), "read remote lessons that turn", [&] {
            std::vector<LessonAt> turning;
            for (const Row& row : db().rows("SELECT DISTINCT school FROM lessons WHERE over IS NULL")) {
                const auto school = row.id<SchoolId>(0);
                // Also of a school year that is over: its end is written before it is swept.
                for (auto& lesson : lessons(db(), school, Instant::min()))
                    if (school::turn(lesson, now) != school::LessonTurn::none) turning.push_back({school, std::move(lesson)});
            }
            return turning;
        });
    }

private:
    Database& db() { return file_->database; }

    void mark(const char* sql, SchoolId school, LessonId id) { db().run(sql, {cell(file_->now()), cell(school), cell(id)}); }

    school::RemoteLesson found(SchoolId school, LessonId id) {
        const auto all = lessons(db(), school, file_->now());
        const auto at = std::ranges::find(all, id, &school::RemoteLesson::id);
        if (at == all.end()) fail(Remedy::not_found, "remote lesson");
        return *at;
    }

    SharedPeople file_;
};

std::optional<Instant> perhaps(const Row& row, std::size_t at) {
    return row.empty(at) ? std::nullopt : std::optional{row.instant(at)};
}

}  // namespace

std::vector<school::RemoteLesson> lessons(Database& database, SchoolId school, Instant now) {
    std::map<LessonId, std::vector<GroupId>> groups;
    for (const Row& row : database.rows("SELECT lesson, grp FROM lesson_groups WHERE school=? ORDER BY grp", {cell(school)}))
        groups[row.id<LessonId>(0)].push_back(row.id<GroupId>(1));
    std::vector<school::RemoteLesson> all;
    for (const Row& row : database.rows("SELECT id, owner, why, begins, ends, told, told_by, began, over FROM lessons"
                                        " WHERE school=? AND expires>? ORDER BY begins DESC, id",
                                        {cell(school), cell(now)})) {
        const auto id = row.id<LessonId>(0);
        all.push_back({.id = id, .owner = row.id<StaffId>(1), .why = static_cast<school::LessonReason>(row.number(2)),
                       .groups = std::move(groups[id]), .begins = row.instant(3), .ends = row.instant(4),
                       .parents_told = perhaps(row, 5),
                       .told_by = row.empty(6) ? std::nullopt : std::optional{row.id<StaffId>(6)},
                       .began = perhaps(row, 7), .over = perhaps(row, 8)});
    }
    return all;
}

std::unique_ptr<Lessons> make_lessons(SharedPeople file) {
    return std::make_unique<SqliteLessons>(std::move(file));
}

}  // namespace monitor::store
