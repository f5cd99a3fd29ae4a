// What is kept of classes that are taught from afar, and of objections, and for how long?

#include "monitor/store/lessons.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using school::Against;
using school::LessonTurn;

namespace {

struct AtSchool {
    StoreOfTest test{};
    SchoolId school{test.apply(regenboog()).school};
    store::Lessons& lessons{*test.stores.lessons};

    school::RemoteLesson wish(std::chrono::hours from = 1h, std::chrono::hours until = 6h) {
        const auto roll = test.roll();
        return {.owner = test.staff("anouk.devries"), .why = school::LessonReason::group_at_home,
                .groups = {roll->groups.front().id}, .begins = test.clock.now() + from, .ends = test.clock.now() + until};
    }
    school::RemoteLesson only() {
        const auto all = test.roll()->remote_lessons;
        REQUIRE(all.size() == 1);
        return all.front();
    }
};

const school::Pupil& pupil(const school::Roll& roll, const std::string& user) {
    return *std::ranges::find(roll.pupils, school::Name{user}, &school::Pupil::user);
}

}  // namespace

TEST_CASE("a remote lesson is planned, told, begun and ended, and each of it stands in the roll", "[store]") {
    AtSchool at;
    const auto revision = at.test.revision();
    const auto made = must(at.lessons.plan(at.school, at.wish()));
    CHECK(at.test.revision() > revision);
    auto seen = at.only();
    CHECK(seen.id == made.id);
    CHECK(seen.owner == at.test.staff("anouk.devries"));
    CHECK(seen.why == school::LessonReason::group_at_home);
    CHECK(seen.groups.size() == 1);
    CHECK_FALSE(seen.parents_told);

    must(at.lessons.told(at.school, made.id, at.test.staff("kees.jansen")));
    CHECK(at.only().parents_told == at.test.clock.now());
    CHECK(at.only().told_by == at.test.staff("kees.jansen"));
    const auto first = at.only().parents_told;
    at.test.clock.advance(30min);
    must(at.lessons.told(at.school, made.id, at.test.staff("anouk.devries")));
    CHECK(at.only().parents_told == first);

    at.test.clock.advance(1h);
    must(at.lessons.wrote(at.school, made.id, LessonTurn::begins));
    CHECK(school::state(at.only(), at.test.clock.now()) == school::LessonState::in_force);
    must(at.lessons.end(at.school, made.id));
    CHECK(school::state(at.only(), at.test.clock.now()) == school::LessonState::over);
    CHECK(school::turn(at.only(), at.test.clock.now()) == LessonTurn::ends);
    CHECK(at.lessons.end(at.school, made.id).error().remedy == Remedy::not_found);
    CHECK(at.lessons.told(at.school, made.id, at.test.staff("anouk.devries")).error().remedy == Remedy::conflict);
}

TEST_CASE("a remote lesson that never began is forgotten when it is withdrawn", "[store]") {
    AtSchool at;
    const auto made = must(at.lessons.plan(at.school, at.wish()));
    must(at.lessons.end(at.school, made.id));
    CHECK(at.test.roll()->remote_lessons.empty());
    CHECK(at.lessons.end(at.school, made.id).error().remedy == Remedy::not_found);
    auto elsewhere = at.wish();
    elsewhere.groups = {GroupId{}};
    CHECK(at.lessons.plan(at.school, elsewhere).error().remedy == Remedy::not_found);
    CHECK(at.test.roll()->remote_lessons.empty());
}

TEST_CASE("a remote lesson is gone when its school year is over", "[store]") {
    AtSchool at;
    must(at.lessons.plan(at.school, at.wish()));
    at.test.clock.advance(school::ends(this_year) - at.test.clock.now());
    CHECK(at.test.roll()->remote_lessons.empty());
    must(at.test.stores.upkeep->sweep(at.test.clock.now()));
    for (const auto& due : must(at.test.stores.upkeep->due(at.test.clock.now()))) CHECK(due.kind != retention::Kind::remote_lesson);
}

TEST_CASE("an objection stands with its pupil until it is lifted, also over another import", "[store]") {
    AtSchool at;
    auto& restrictions = *at.test.stores.restrictions;
    const auto sanne = pupil(*at.test.roll(), "sanne.b").id;
    const auto revision = at.test.revision();
    must(restrictions.record(at.school, sanne, Against::objection));
    must(restrictions.record(at.school, sanne, Against::objection));
    must(restrictions.record(at.school, sanne, Against::restriction));
    CHECK(at.test.revision() > revision);
    CHECK(pupil(*at.test.roll(), "sanne.b").against == std::vector{Against::objection, Against::restriction});
    CHECK(pupil(*at.test.roll(), "tim.v").against.empty());

    auto again = regenboog();
    again.pupils.push_back(pupil_line("p9", "Nieuw K.", "nieuw.k"));
    at.test.apply(again);
    CHECK(pupil(*at.test.roll(), "sanne.b").against.size() == 2);

    must(restrictions.lift(at.school, sanne, Against::restriction));
    CHECK(pupil(*at.test.roll(), "sanne.b").against == std::vector{Against::objection});
    CHECK(restrictions.record(at.school, PupilId{}, Against::objection).error().remedy == Remedy::not_found);
}
