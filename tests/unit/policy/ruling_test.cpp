// What does a permit carry, and what do facts nobody knows give?

#include "monitor/policy/ruling.hpp"

#include <array>
#include <optional>

#include <catch2/catch.hpp>

#include "monitor/policy/words.hpp"

using namespace monitor;
using namespace monitor::policy;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + 8h};
constexpr std::array<std::byte, 16> someone{std::byte{7}};

Request request(Action action, LookPurpose purpose = LookPurpose::none) {
    return {.viewer = StaffId{someone}, .pupil = PupilId{someone}, .action = action, .purpose = purpose};
}

Facts all_well() {
    return {.timekeeping = Timekeeping::sure,
            .directory = Directory::fresh,
            .employment = Employment::active,
            .role = Role::staff,
            .schools = Schools::same,
            .relation = Basis::teaches_group,
            .objection = Objection::none,
            .restriction = Restriction::none,
            .hours = Hours::open,
            .viewer = Whereabouts::at_the_site,
            .device_user = DeviceUser::this_pupil,
            .device = Whereabouts::at_the_site,
            .remote_lesson = RemoteLesson::none,
            .indicator = Indicator::up,
            .hours_end = now + 5h,
            .remote_end = {},
            .look_end = now + 10min};
}

}  // namespace

TEST_CASE("when all is well a permit carries the request, its basis and its end", "[policy]") {
    const auto asked = request(Action::live, LookPurpose::help);
    const auto ruling = decide(asked, all_well(), now);
    REQUIRE(ruling);
    CHECK(ruling->request().viewer == asked.viewer);
    CHECK(ruling->request().pupil == asked.pupil);
    CHECK(ruling->request().action == Action::live);
    CHECK(ruling->basis() == Basis::teaches_group);
    CHECK(ruling->valid_until() == now + 10min);
    CHECK(decide(request(Action::grid), all_well(), now)->valid_until() == now + 5h);
}

TEST_CASE("a permit lasts until the first end among those it needed", "[policy]") {
    auto facts = all_well();
    facts.remote_lesson = RemoteLesson::in_force;
    facts.remote_end = now + 2h;
    CHECK(decide(request(Action::grid), facts, now)->valid_until() == now + 5h);  // both are at the site
    facts.viewer = Whereabouts::elsewhere;
    CHECK(decide(request(Action::grid), facts, now)->valid_until() == now + 2h);
    facts.viewer = Whereabouts::at_the_site;
    facts.device = Whereabouts::elsewhere;
    CHECK(decide(request(Action::grid), facts, now)->valid_until() == now + 2h);
    CHECK(decide(request(Action::live, LookPurpose::help), facts, now)->valid_until() == now + 10min);
    facts.look_end = now + 10min;
    facts.hours_end = now + 1min;
    CHECK(decide(request(Action::live, LookPurpose::help), facts, now)->valid_until() == now + 1min);
}

TEST_CASE("facts nobody filled in permit nothing", "[policy]") {
    for (const auto action : {Action::grid, Action::live, Action::last_picture, Action::open_tabs}) {
        CHECK(decide(request(action, LookPurpose::help), Facts{}, now).error() == Refusal::clock_doubtful);
    }
}

TEST_CASE("nobody is not a teacher, and nobody is not a pupil", "[policy]") {
    auto asked = request(Action::grid);
    asked.viewer = {};
    CHECK(decide(asked, all_well(), now).error() == Refusal::staff_not_active);
    asked = request(Action::grid);
    asked.pupil = {};
    CHECK(decide(asked, all_well(), now).error() == Refusal::not_their_group);
}

TEST_CASE("values from outside the enumerations never help a request", "[policy]") {
    auto facts = all_well();
    facts.relation = static_cast<Basis>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::not_their_group);
    facts = all_well();
    facts.indicator = static_cast<Indicator>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::indicator_down);
    facts = all_well();
    facts.hours = static_cast<Hours>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::outside_hours);
    facts = all_well();
    facts.remote_lesson = static_cast<RemoteLesson>(77);
    facts.remote_end = now + 1h;
    facts.device = static_cast<Whereabouts>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::device_elsewhere);
    CHECK(decide(request(Action::live, static_cast<LookPurpose>(77)), all_well(), now).error() == Refusal::purpose_missing);
    CHECK(decide(request(static_cast<Action>(77), LookPurpose::help), all_well(), now).error() == Refusal::purpose_missing);
}
