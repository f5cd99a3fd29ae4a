#pragma once
// contract: what every store::Rosters does.

#include <catch2/catch.hpp>

#include "monitor/store/rosters.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `whole`: a sound snapshot of the running year with at least 10 pupils and 2 staff, of a school nobody knows yet.
inline void rosters(store::Rosters& rosters, const roster::Snapshot& whole, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using store::Consent;
    using store::Fate;

    INFO("looking ahead changes nothing");
    const auto seen = rosters.preview(whole);
    REQUIRE(seen);
    CHECK(seen->fate == Fate::applied);
    CHECK(seen->pupils == roster::Tally{.added = whole.pupils.size()});
    CHECK(rosters.preview(whole)->pupils == seen->pupils);

    INFO("applying does what was foreseen, and once more nothing");
    const auto applied = rosters.apply(whole);
    REQUIRE(applied);
    CHECK(applied->pupils == seen->pupils);
    CHECK(applied->staff == roster::Tally{.added = whole.staff.size()});
    CHECK(applied->groups == roster::Tally{.added = whole.groups.size()});
    const auto school = applied->school;
    const auto again = rosters.apply(whole);
    CHECK(again->pupils == roster::Tally{.unchanged = whole.pupils.size()});
    CHECK(again->groups == roster::Tally{.unchanged = whole.groups.size()});
    CHECK(rosters.held(school)->empty());

    INFO("what would remove too many waits, and replaces what waited");
    auto half = whole;
    half.pupils.resize(whole.pupils.size() / 2 - 1);
    const auto gone = whole.pupils.size() - half.pupils.size();
    CHECK(rosters.preview(half)->fate == Fate::held_for_consent);
    CHECK(rosters.held(school)->empty());
    for (int turn = 0; turn < 2; ++turn) {
        const auto held = rosters.apply(half);
        REQUIRE(held);
        CHECK(held->fate == Fate::held_for_consent);
        CHECK(held->pupils == roster::Tally{.removed = gone, .unchanged = half.pupils.size()});
    }
    auto waiting = rosters.held(school);
    REQUIRE(waiting->size() == 1);
    CHECK(waiting->front().fate == Fate::held_for_consent);
    CHECK(waiting->front().year == whole.year);
    CHECK(waiting->front().since == clock.now());
    CHECK(waiting->front().expires == clock.now() + 7 * 24h);
    CHECK(waiting->front().pupils.removed == gone);
    REQUIRE(waiting->front().movers.size() == gone);
    for (const auto& mover : waiting->front().movers) {
        CHECK(mover.move == roster::Move::removed);
        CHECK(mover.part == roster::Part::pupil);
        CHECK(mover.to.empty());
    }
    CHECK(rosters.apply(whole)->pupils == roster::Tally{.unchanged = whole.pupils.size()});
    CHECK(rosters.held(school)->empty());

    INFO("a person may say no, or yes, once");
    REQUIRE(rosters.apply(half));
    auto id = rosters.held(school)->front().id;
    CHECK(rosters.discard(SchoolId{}, id).error().remedy == Remedy::not_found);
    CHECK(rosters.discard(school, id));
    CHECK(rosters.confirm(school, id).error().remedy == Remedy::not_found);
    REQUIRE(rosters.apply(half));
    id = rosters.held(school)->front().id;
    const auto confirmed = rosters.confirm(school, id);
    REQUIRE(confirmed);
    CHECK(confirmed->fate == Fate::applied);
    CHECK(confirmed->pupils.removed == gone);
    CHECK(rosters.confirm(school, id).error().remedy == Remedy::not_found);
    CHECK(rosters.apply(whole)->pupils == roster::Tally{.added = gone, .unchanged = half.pupils.size()});
    CHECK(rosters.apply(half, Consent::given)->fate == Fate::applied);

    INFO("after a week it is not there any more");
    REQUIRE(rosters.apply(whole));
    REQUIRE(rosters.apply(half));
    id = rosters.held(school)->front().id;
    clock.advance(7 * 24h);
    CHECK(rosters.held(school)->empty());
    CHECK(rosters.confirm(school, id).error().remedy == Remedy::not_found);

    INFO("the next year waits beside it, and for nobody's consent");
    auto next = half;
    next.year = {whole.year.begins + std::chrono::years{1}};
    CHECK(rosters.apply(next)->fate == Fate::waits_for_year);
    REQUIRE(rosters.apply(half));
    waiting = rosters.held(school);
    REQUIRE(waiting->size() == 2);
    CHECK(waiting->front().fate == Fate::waits_for_year);
    CHECK(waiting->front().expires == school::ends(whole.year) + 7 * 24h);
    CHECK(rosters.confirm(school, waiting->front().id).error().remedy == Remedy::conflict);

    INFO("what is wrong is refused as a whole");
    auto wrong = whole;
    wrong.brin = "wrong";
    CHECK(rosters.apply(wrong).error().remedy == Remedy::correct_input);
    CHECK(rosters.preview(wrong).error().remedy == Remedy::correct_input);
}

}  // namespace monitor::contract
