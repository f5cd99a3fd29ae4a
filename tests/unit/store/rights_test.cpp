// Who may do what, for how long, and who was invited?

#include "monitor/store/rights.hpp"

#include <catch2/catch.hpp>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace std::chrono_literals;

namespace {

struct AtSchool {
    StoreOfTest test{};
    SchoolId school{test.apply(regenboog(school::school_year(test.clock.now()))).school};

    std::unique_ptr<const school::Roll> roll() { return must(test.stores.people->roll(school)); }
    const school::Staff& someone(const school::Roll& roll) {
        for (const auto& member : roll.staff)
            if (member.employment == school::Employment::active) return member;
        throw std::runtime_error{"nobody works there"};
    }
};

}  // namespace

TEST_CASE("a duty is granted once and taken back, and only somebody who works there has one", "[store]") {
    AtSchool at;
    auto& rights = *at.test.stores.rights;
    const auto id = at.someone(*at.roll()).id;
    CHECK(rights.grant(at.school, id, school::Duty::school_admin));
    CHECK(rights.grant(at.school, id, school::Duty::school_admin));
    CHECK(at.someone(*at.roll()).duties == std::vector{school::Duty::school_admin});
    CHECK(rights.withdraw(at.school, id, school::Duty::school_admin));
    CHECK(at.someone(*at.roll()).duties.empty());
    CHECK(rights.grant(at.school, StaffId{}, school::Duty::support).error().remedy == Remedy::not_found);
}

TEST_CASE("standing in lasts until midnight in Amsterdam and is gone at that instant", "[store]") {
    AtSchool at;
    const auto before = at.roll();
    const auto id = at.someone(*before).id;
    const auto made = must(at.test.stores.rights->replace(at.school, id, before->groups.front().id, school::StandIn::ill));
    CHECK(made.until == school::day_ends(at.test.clock.now()));
    REQUIRE(at.someone(*at.roll()).replaces.size() == 1);
    CHECK(at.someone(*at.roll()).replaces.front().why == school::StandIn::ill);
    at.test.clock.jump(made.until - 1ms - at.test.clock.now());
    CHECK(at.someone(*at.roll()).replaces.size() == 1);
    at.test.clock.jump(1ms);
    CHECK(at.someone(*at.roll()).replaces.empty());
    CHECK(at.test.stores.rights->replace(at.school, id, GroupId{}, school::StandIn::ill).error().remedy == Remedy::not_found);
}

TEST_CASE("support sees what the school sees until the school's word ends, three days at most", "[store]") {
    AtSchool at;
    auto& rights = *at.test.stores.rights;
    const auto now = at.test.clock.now();
    CHECK(must(rights.support(at.school)) == std::nullopt);
    CHECK(rights.permit_support(at.school, now).error().remedy == Remedy::correct_input);
    CHECK(rights.permit_support(at.school, now + 72h + 1ms).error().remedy == Remedy::correct_input);
    CHECK(rights.permit_support(SchoolId{{std::byte{9}}}, now + 1h).error().remedy == Remedy::not_found);
    CHECK(rights.permit_support(at.school, now + 72h));
    CHECK(rights.permit_support(at.school, now + 1h));
    CHECK(must(rights.support(at.school)) == now + 1h);
    at.test.clock.jump(1h - 1ms);
    CHECK(must(rights.support(at.school)) == now + 1h);
    at.test.clock.jump(1ms);
    CHECK(must(rights.support(at.school)) == std::nullopt);
    CHECK(rights.permit_support(at.school, now + 2h));
    CHECK(rights.end_support(at.school));
    CHECK(must(rights.support(at.school)) == std::nullopt);
}

TEST_CASE("an invitation works once, in time, and at its own school", "[store]") {
    AtSchool at;
    auto& rights = *at.test.stores.rights;
    const auto id = at.someone(*at.roll()).id;
    const auto code = must(rights.invite(at.school, school::Duty::privacy_officer, 2h));
    CHECK(rights.accept(SchoolId{}, id, code).error().remedy == Remedy::not_found);
    CHECK(rights.accept(at.school, id, Personal<std::string>{"another"}).error().remedy == Remedy::not_found);
    CHECK(must(rights.accept(at.school, id, code)) == school::Duty::privacy_officer);
    CHECK(rights.accept(at.school, id, code).error().remedy == Remedy::not_found);
    const auto late = must(rights.invite(at.school, school::Duty::school_admin, 2h));
    at.test.clock.jump(2h);
    CHECK(rights.accept(at.school, id, late).error().remedy == Remedy::not_found);
    CHECK(at.someone(*at.roll()).duties == std::vector{school::Duty::privacy_officer});
}

TEST_CASE("every change of rights is told to whoever reads the school", "[store]") {
    AtSchool at;
    const auto id = at.someone(*at.roll()).id;
    const auto before = at.roll()->revision;
    CHECK(at.test.stores.rights->grant(at.school, id, school::Duty::support));
    const auto granted = at.roll()->revision;
    CHECK(granted > before);
    CHECK(at.test.stores.rights->withdraw(at.school, id, school::Duty::support));
    CHECK(at.roll()->revision > granted);
}

TEST_CASE("whoever is no longer in the administration loses duty and standing in with it", "[store]") {
    AtSchool at;
    const auto before = at.roll();
    const auto id = at.someone(*before).id;
    CHECK(at.test.stores.rights->grant(at.school, id, school::Duty::school_admin));
    CHECK(at.test.stores.rights->replace(at.school, id, before->groups.front().id, school::StandIn::away));
    auto without = regenboog(school::school_year(at.test.clock.now()));
    std::erase_if(without.staff, [](const auto& line) { return line.employment == school::Employment::active; });
    at.test.apply(without);
    at.test.apply(regenboog(school::school_year(at.test.clock.now())));
    const auto after = at.roll();
    for (const auto& member : after->staff) {
        CHECK(member.duties.empty());
        CHECK(member.replaces.empty());
    }
}
