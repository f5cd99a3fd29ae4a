// Who may do what beside looking along, and is it what was promised?

#include "support/promises_of_acts.hpp"

#include <catch2/catch.hpp>

#include "monitor/policy/words.hpp"

using namespace monitor;
using namespace monitor::policy;
using namespace monitor::test;
namespace acts = promised::acts;

namespace {

/// An administrator of this school who asks something about somebody else.
constexpr acts::Case admin{1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 4, 0, 1, 0, 0, 0};

}  // namespace

TEST_CASE("every act is ruled as promised for everyone who could ask it", "[policy]") {
    // Who they are is right; the whole space is tests/bench/policy_space.cpp.
    constexpr std::array over{acts::act,    acts::actor, acts::role,       acts::school_admin, acts::board_admin,   acts::privacy_officer,
                              acts::support, acts::target, acts::duty,      acts::permission,   acts::permission_end, acts::request};
    auto one = admin;
    for (const auto digit : over) one[digit] = 0;
    std::uint64_t tried{}, wrong{};
    for (bool more = true; more;) {
        ++tried;
        wrong += acts::agrees(one) ? 0 : 1;
        more = false;
        for (const auto digit : over) {
            if (++one[digit] < acts::values[digit]) {
                more = true;
                break;
            }
            one[digit] = 0;
        }
    }
    CHECK(tried == 31 * 3 * 3 * 16 * 3 * 5 * 2 * 3 * 2);
    CHECK(wrong == 0);
}

TEST_CASE("facts nobody filled in permit no act", "[policy]") {
    for (int act = 0; act <= 255; ++act)
        CHECK_FALSE(decide({StaffId{promised::someone}, SchoolId{promised::someone}, static_cast<AdminAct>(act)}, ActFacts{},
                           promised::now));
}

TEST_CASE("nobody asks nothing, and no act is of no school", "[policy]") {
    auto asked = acts::asked(admin);
    asked.who = {};
    CHECK(decide(asked, acts::facts(admin), promised::now).error() == ActRefusal::actor_unknown);
    asked = acts::asked(admin);
    asked.school = {};
    CHECK(decide(asked, acts::facts(admin), promised::now).error() == ActRefusal::actor_unknown);
    auto facts = acts::facts(admin);
    facts.actor = Actor::operator_;
    CHECK(decide({StaffId{}, SchoolId{promised::someone}, AdminAct::end_session}, facts, promised::now));
}

TEST_CASE("an act nobody knows is nobody's, not even the operator's", "[policy]") {
    auto facts = acts::facts(admin);
    facts.board_admin = facts.privacy_officer = facts.support = Holds::yes;
    facts.role = Role::staff;
    for (const int act : {0, 30, 77, 255}) {
        facts.actor = Actor::colleague;
        const ActRequest asked{StaffId{promised::someone}, SchoolId{promised::someone}, static_cast<AdminAct>(act)};
        CHECK(decide(asked, facts, promised::now).error() == ActRefusal::not_their_duty);
        facts.actor = Actor::operator_;
        CHECK(decide(asked, facts, promised::now).error() == ActRefusal::not_their_duty);
    }
}

TEST_CASE("a permit for an act says what was asked and on which standing", "[policy]") {
    const auto ruling = decide(acts::asked(admin), acts::facts(admin), promised::now);
    REQUIRE(ruling);
    CHECK(ruling->request().act == AdminAct::view_school);
    CHECK(ruling->basis() == ActBasis::school_admin);
    CHECK(word(ruling->basis()) == "school_admin");
}
