// Does it stand in the log that a remote lesson began and ended, once each, whatever happened in between?

#include "monitor/privacy/turns.hpp"

#include <catch2/catch.hpp>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

struct AtSchool {
    StoreOfTest test{};
    SchoolId school{test.apply(regenboog()).school};

    school::RemoteLesson plan() {
        return must(test.stores.lessons->plan(school, {.owner = test.staff("anouk.devries"), .why = school::LessonReason::group_at_home,
                                                       .groups = {test.roll()->groups.front().id},
                                                       .begins = test.clock.now() + 1h, .ends = test.clock.now() + 6h}));
    }
    std::uint64_t written() { return must(privacy::write_turns(test.stores, test.clock)); }
    school::LessonState state() { return school::state(test.roll()->remote_lessons.at(0), test.clock.now()); }
    std::vector<audit::Act> acts() {
        std::vector<audit::Act> all;
        for (const auto& line : must(test.stores.trail->read(school, 0, 100)))
            if (line.entry) all.push_back(line.entry->act);
        return all;
    }
};

}  // namespace

TEST_CASE("beginning and end come into the log once each, however late anybody looks, and before the lesson counts", "[privacy]") {
    AtSchool at;
    const auto made = at.plan();
    at.test.clock.advance(2h);
    CHECK(at.written() == 0);  // the parents were not told
    must(at.test.stores.lessons->told(at.school, made.id, at.test.staff("kees.jansen")));
    CHECK(at.state() == school::LessonState::planned);
    CHECK(at.written() == 1);
    CHECK(at.state() == school::LessonState::in_force);
    CHECK(at.written() == 0);

    // Nothing ran for three days; the end is written at the next start.
    at.test.clock.advance(72h);
    at.test.reopen();
    CHECK(at.written() == 1);
    CHECK(at.written() == 0);
    CHECK(at.acts() == std::vector{audit::Act::remote_lesson_began, audit::Act::remote_lesson_ended});
}

TEST_CASE("a lesson of two schools turns in each of their logs, and one whose year is over ends in it all the same", "[privacy]") {
    AtSchool at;
    const auto made = at.plan();
    must(at.test.stores.lessons->told(at.school, made.id, at.test.staff("kees.jansen")));
    auto elsewhere = regenboog();
    elsewhere.brin = "98ZZ";
    const auto other = must(at.test.stores.rosters->apply(elsewhere)).school;
    const auto roll = must(at.test.stores.people->roll(other));
    const auto theirs = must(at.test.stores.lessons->plan(
        other, {.owner = roll->staff.front().id, .why = school::LessonReason::other, .groups = {roll->groups.front().id},
                .begins = at.test.clock.now(), .ends = at.test.clock.now() + 3h}));
    must(at.test.stores.lessons->told(other, theirs.id, roll->staff.front().id));
    at.test.clock.advance(2h);
    CHECK(at.written() == 2);
    at.test.clock.advance(school::ends(this_year) - at.test.clock.now() + 1h);
    CHECK(at.written() == 2);
    CHECK(at.acts() == std::vector{audit::Act::remote_lesson_began, audit::Act::remote_lesson_ended});
}

TEST_CASE("a clock that leapt ahead ends no lesson before somebody believes it", "[privacy]") {
    AtSchool at;
    must(store::raise_high_water(at.test.stores, at.test.clock.now()));
    const auto made = at.plan();
    must(at.test.stores.lessons->told(at.school, made.id, at.test.staff("kees.jansen")));
    at.test.clock.advance(2h);
    CHECK(at.written() == 1);
    at.test.clock.jump(48h);
    CHECK(at.written() == 0);
    must(store::raise_high_water(at.test.stores, at.test.clock.now()));  // as the hub does once it is confirmed
    CHECK(at.written() == 1);
}
