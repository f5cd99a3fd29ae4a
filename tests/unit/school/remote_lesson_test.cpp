// How long may a class be taught from afar, and when does it count?

#include "monitor/school/remote_lesson.hpp"

#include <catch2/catch.hpp>

#include "monitor/school/opening.hpp"
#include "monitor/school/roll.hpp"
#include "support/ids.hpp"

using namespace monitor;
using namespace monitor::school;
using namespace std::chrono_literals;
using test::id;

namespace {

// 2026-11-23 is a Monday; Amsterdam is at UTC + 1.
Instant november(int day, int hour = 8) {
    return Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / day}} + std::chrono::hours{hour - 1};
}

Roll roll() {
    Roll roll;
    Hours hours;
    REQUIRE(add_opening(hours, "mon-fri 08:30-15:00"));
    REQUIRE(add_holiday(hours, "2026-11-25"));
    roll.sites = {{.id = id<SiteId>(1), .name = "Noord", .networks = {}, .hours = hours},
                  {.id = id<SiteId>(2), .name = "Nooit", .networks = {}, .hours = {}}};
    roll.groups = {{.id = id<GroupId>(1), .name = "5A", .site = id<SiteId>(1)},
                   {.id = id<GroupId>(2), .name = "6A", .site = id<SiteId>(2)}};
    roll.staff = {{.id = id<StaffId>(1), .employment = Employment::active}, {.id = id<StaffId>(2), .employment = Employment::ended}};
    return roll;
}

RemoteLesson lesson() {
    return {.id = id<LessonId>(1), .owner = id<StaffId>(1), .why = LessonReason::school_closed, .groups = {id<GroupId>(1)},
            .begins = november(23), .ends = november(24, 15)};
}

}  // namespace

TEST_CASE("five days on which the school is open: weekends and holidays do not count") {
    const auto hours = roll().sites.front().hours;
    CHECK(school_days_end(hours, november(23), 1) == november(24, 0));
    CHECK(school_days_end(hours, november(23), 2) == november(25, 0));
    CHECK(school_days_end(hours, november(23), 5) == november(31, 0));  // 25 is a holiday, 28 and 29 a weekend
    CHECK(school_days_end(hours, november(28), 1) == november(31, 0));
    CHECK_FALSE(school_days_end(Hours{}, november(23), 1));
}

TEST_CASE("a remote lesson has groups, an owner who works here, a reason, and an end within five school days") {
    const auto at = roll();
    const auto now = november(22);
    CHECK_FALSE(flaw(lesson(), at, now));
    const auto with = [&](auto change) {
        auto wish = lesson();
        change(wish);
        return flaw(wish, at, now);
    };
    CHECK(with([](auto& wish) { wish.groups.clear(); }) == LessonFlaw::no_group);
    CHECK(with([](auto& wish) { wish.groups.push_back(id<GroupId>(9)); }) == LessonFlaw::no_group);
    CHECK(with([](auto& wish) { wish.owner = id<StaffId>(2); }) == LessonFlaw::no_owner);
    CHECK(with([](auto& wish) { wish.owner = {}; }) == LessonFlaw::no_owner);
    CHECK(with([](auto& wish) { wish.why = {}; }) == LessonFlaw::no_reason);
    CHECK(with([](auto& wish) { wish.ends = wish.begins; }) == LessonFlaw::ends_too_soon);
    CHECK(with([](auto& wish) { wish.begins = november(2); wish.ends = november(3); }) == LessonFlaw::ends_too_soon);
    CHECK(with([](auto& wish) { wish.begins += 70 * 24h; wish.ends += 70 * 24h; }) == LessonFlaw::too_far);
    CHECK_FALSE(with([](auto& wish) { wish.ends = november(31, 0); }));
    CHECK(with([](auto& wish) { wish.ends = november(31, 0) + 1ms; }) == LessonFlaw::too_long);
    CHECK(with([](auto& wish) { wish.groups = {id<GroupId>(2)}; }) == LessonFlaw::too_long);
}

TEST_CASE("a remote lesson counts from when parents were told and that stands in the log, until it ends") {
    auto one = lesson();
    const auto during = november(23, 9);
    CHECK(turn(one, during) == LessonTurn::none);
    CHECK(state(one, during) != LessonState::in_force);
    one.parents_told = november(22);
    CHECK(turn(one, november(22, 9)) == LessonTurn::none);
    CHECK(turn(one, during) == LessonTurn::begins);
    CHECK(state(one, during) != LessonState::in_force);
    one.began = during;
    CHECK(turn(one, during) == LessonTurn::none);
    CHECK(state(one, during) == LessonState::in_force);
    CHECK(state(one, one.ends) != LessonState::in_force);
    CHECK(turn(one, one.ends) == LessonTurn::ends);
    one.over = one.ends;
    CHECK(turn(one, one.ends + 1h) == LessonTurn::none);
}

TEST_CASE("parents who were told too late were told from then on, and of a lesson that is over nothing begins") {
    auto one = lesson();
    one.parents_told = november(23, 12);
    CHECK(turn(one, november(23, 11)) == LessonTurn::none);
    CHECK(turn(one, november(23, 12)) == LessonTurn::begins);
    CHECK(turn(one, one.ends) == LessonTurn::none);
}
