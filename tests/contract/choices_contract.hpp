#pragma once
// contract: what every store::Choices does.

#include <catch2/catch.hpp>

#include "monitor/store/choices.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `school` is there and chose nothing yet.
inline void choices(store::Choices& choices, SchoolId school, SchoolId nowhere, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using retention::Kind;

    INFO("a school that chose nothing has the ceilings, and no public page");
    auto choice = choices.of(school);
    REQUIRE(choice);
    CHECK(choice->terms == retention::Terms{});
    CHECK_FALSE(choice->published);
    CHECK(choices.of(nowhere).error().remedy == Remedy::not_found);

    INFO("a term gets shorter, within its room, and goes back");
    REQUIRE(choices.shorten(school, Kind::last_picture, 2h));
    REQUIRE(choices.shorten(school, Kind::session, 4h));
    REQUIRE(choices.shorten(school, Kind::session, 3h));
    CHECK(choices.of(school)->terms.of(Kind::session) == retention::Term{retention::For{3h}});
    CHECK(choices.of(school)->terms.own().size() == 2);
    REQUIRE(choices.restore(school, Kind::session));
    CHECK(choices.of(school)->terms.own().size() == 1);
    for (const auto wrong : {0h, 49h, -1h})
        CHECK(choices.shorten(school, Kind::last_picture, wrong).error().remedy == Remedy::correct_input);
    for (const auto kind : {Kind::pupil, Kind::device, Kind::audit_entry, Kind::line})
        CHECK(choices.shorten(school, kind, std::chrono::days{120}).error().remedy == Remedy::correct_input);
    CHECK(choices.shorten(nowhere, Kind::session, 3h).error().remedy == Remedy::not_found);

    INFO("a page is public from the moment the school says so, until it takes that back");
    const auto then = clock.now();
    REQUIRE(choices.publish(school, store::Publication::open));
    clock.advance(1h);
    REQUIRE(choices.publish(school, store::Publication::open));
    CHECK(choices.of(school)->published == then);
    REQUIRE(choices.published().value().size() == 1);
    CHECK(choices.published().value().front().id == school);
    REQUIRE(choices.publish(school, store::Publication::none));
    CHECK_FALSE(choices.of(school)->published);
    CHECK(choices.published().value().empty());
    CHECK(choices.publish(nowhere, store::Publication::open).error().remedy == Remedy::not_found);
}

}  // namespace monitor::contract
