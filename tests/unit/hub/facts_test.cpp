// Which facts does the hub find in a roll, before it asks the rules?

#include "hub/facts.hpp"
#include "support/ids.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::hub;
using namespace std::chrono_literals;
using test::id;

namespace {

// A Tuesday in Amsterdam, 10:00.
constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + 8h};

/// One site, groups 5A and 6A, one teacher of 5A and one pupil in it.
school::Roll roll() {
    school::Roll made;
    made.school.id = id<SchoolId>(1);
    made.directory_read = now - 1h;
    school::Site site{.id = id<SiteId>(1), .name = "Noord", .networks = {*school::Network::from_text("10.1.0.0/16")}, .hours = {}};
    for (auto& day : site.hours.week) day = {{8h + 30min, 15h}};
    made.sites = {site};
    made.groups = {{.id = id<GroupId>(5), .name = "5A", .site = site.id}, {.id = id<GroupId>(6), .name = "6A", .site = site.id}};
    made.staff.push_back({.id = id<StaffId>(1), .name = {}, .user = Personal<std::string>{"anouk"},
                          .employment = school::Employment::active, .teaches = {id<GroupId>(5)}});
    made.pupils.push_back({.id = id<PupilId>(1), .name = {}, .user = Personal<std::string>{"sanne"}, .groups = {id<GroupId>(5)}});
    return made;
}

policy::Facts known(const school::Roll& roll, std::optional<std::chrono::milliseconds> look_left = {}) {
    const RollIndex index{std::make_unique<school::Roll>(roll)};
    const Situation at{.index = index,
                       .session_school = id<SchoolId>(1),
                       .group = index.group(id<GroupId>(5)),
                       .viewer_address = "10.1.0.7",
                       .device = {policy::DeviceUser::this_pupil, "10.1.0.8", policy::Indicator::up},
                       .trust = retention::Trust::sure,
                       .now = now,
                       .look_left = look_left};
    return facts({.viewer = id<StaffId>(1), .pupil = id<PupilId>(1)}, at);
}

policy::Refusal refused(const school::Roll& roll) {
    return policy::decide({.viewer = id<StaffId>(1), .pupil = id<PupilId>(1)}, known(roll), now).error();
}

school::RemoteLesson lesson(GroupId group) {
    return {.groups = {group}, .begins = now - 1h, .ends = now + 1h, .parents_told = now - 2h, .began = now - 1h};
}

}  // namespace

TEST_CASE("a teacher of the group on an ordinary morning may look") {
    CHECK(policy::decide({.viewer = id<StaffId>(1), .pupil = id<PupilId>(1)}, known(roll()), now));
    CHECK(known(roll()).role == policy::Role::staff);
    CHECK(known(roll()).remote_lesson == policy::RemoteLesson::none);
    CHECK_FALSE(known(roll()).look_end);
}

TEST_CASE("after a backup was put back nobody may look, however fresh the directory is, and the reason is its own") {
    auto waits = roll();
    waits.put_back = now - 1min;
    CHECK(known(waits).directory == policy::Directory::put_back);
    CHECK(refused(waits) == policy::Refusal::records_put_back);
    waits.directory_read = now;
    CHECK(refused(waits) == policy::Refusal::records_put_back);
}

TEST_CASE("who is there for the technique alone is no viewer, and a teacher who helps with it is") {
    auto school = roll();
    school.staff[0].duties = {school::Duty::support};
    CHECK(known(school).role == policy::Role::staff);
    school.staff[0].teaches.clear();
    school.staff[0].replaces = {{id<GroupId>(5), school::StandIn::ill, now + 8h}};
    CHECK(known(school).role == policy::Role::support);
    CHECK(refused(school) == policy::Refusal::not_for_their_role);
    school.staff.clear();
    CHECK(known(school).role == policy::Role::unknown);
}

TEST_CASE("an objection and a restriction are two facts, and each stops looking along") {
    auto school = roll();
    school.pupils[0].against = {school::Against::objection};
    CHECK(known(school).restriction == policy::Restriction::none);
    CHECK(refused(school) == policy::Refusal::objection_recorded);
    school.pupils[0].against = {school::Against::restriction};
    CHECK(known(school).objection == policy::Objection::none);
    CHECK(refused(school) == policy::Refusal::restriction_recorded);
}

TEST_CASE("a holiday is told as a holiday, and a closed door as closed") {
    auto school = roll();
    const std::chrono::year_month_day today{std::chrono::year{2026} / 9 / 1};
    school.sites[0].hours.holidays = {{today, today}};
    CHECK(refused(school) == policy::Refusal::school_on_holiday);
    school.sites[0].hours = {};
    CHECK(refused(school) == policy::Refusal::outside_hours);
}

TEST_CASE("a remote lesson counts for its groups, from when the parents were told, and no longer than it lasts") {
    auto school = roll();
    const auto state = [&](const school::RemoteLesson& lesson) {
        school.remote_lessons = {lesson};
        return known(school).remote_lesson;
    };
    using policy::RemoteLesson;
    auto given = lesson(id<GroupId>(5));
    CHECK(state(given) == RemoteLesson::in_force);
    CHECK(known(school).remote_end == now + 1h);
    CHECK(state(lesson(id<GroupId>(6))) == RemoteLesson::other_groups);
    given.parents_told.reset();
    CHECK(state(given) == RemoteLesson::parents_not_told);
    given.parents_told = now + 1ms;
    CHECK(state(given) == RemoteLesson::parents_not_told);
    given = lesson(id<GroupId>(5));
    given.began.reset();  // not in the log yet
    CHECK(state(given) == RemoteLesson::none);
    given = lesson(id<GroupId>(5));
    given.begins = now + 1ms;
    CHECK(state(given) == RemoteLesson::none);
    given = lesson(id<GroupId>(5));
    given.ends = now;
    CHECK(state(given) == RemoteLesson::none);
    CHECK_FALSE(known(school).remote_end);
}

TEST_CASE("of several remote lessons the one that is in force counts") {
    auto school = roll();
    auto untold = lesson(id<GroupId>(5));
    untold.parents_told.reset();
    school.remote_lessons = {untold, lesson(id<GroupId>(6)), lesson(id<GroupId>(5)), untold};
    CHECK(known(school).remote_lesson == policy::RemoteLesson::in_force);
    CHECK(known(school).remote_end == now + 1h);
}

TEST_CASE("what is left of a view on one screen is its end") {
    CHECK(known(roll(), 10min).look_end == now + 10min);
    CHECK(known(roll(), -1ms).look_end == now - 1ms);
}
