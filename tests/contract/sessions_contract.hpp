#pragma once
// contract: what every identity::Sessions does.

#include <catch2/catch.hpp>

#include "monitor/identity/sessions.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `staff` is someone of `school`, with no session yet.
inline void sessions(identity::Sessions& sessions, SchoolId school, StaffId staff, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using identity::SessionToken;
    const auto text = [](const SessionToken& token) { return token.reveal(Purpose::operate); };
    const identity::Session wanted{
        .school = school, .staff = staff, .address = Personal<std::string>{"10.1.2.3"}, .browser = "Firefox"};

    INFO("a session begins now, with a fresh token of 32 bytes");
    const Instant began = clock.now();
    const auto token = sessions.begin(wanted, 10h);
    REQUIRE(token);
    CHECK(from_base64url(text(*token))->size() == 32);
    const auto other = sessions.begin(wanted, 10h);
    REQUIRE(other);
    CHECK(text(*token) != text(*other));
    const auto found = sessions.find(*token, 60min);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->staff == staff);
    CHECK((*found)->school == school);
    CHECK((*found)->began == began);
    CHECK((*found)->expires == began + 10h);
    CHECK((*found)->address == Personal<std::string>{"10.1.2.3"});
    CHECK((*found)->browser == "Firefox");
    CHECK(sessions.of(school, staff)->size() == 2);

    INFO("no token but that one finds it");
    for (const auto& wrong : {std::string{}, text(*token) + "A", text(*token).substr(1), (*found)->id.text()}) {
        CHECK_FALSE(*sessions.find(SessionToken{wrong}, 60min));
    }

    INFO("use keeps it alive, idleness ends it");
    for (int round = 0; round < 5; ++round) {
        clock.advance(59min);
        REQUIRE(*sessions.find(*token, 60min));
    }
    CHECK((*sessions.find(*token, 60min))->seen == clock.now());
    CHECK_FALSE(*sessions.find(*other, 60min));
    CHECK(sessions.of(school, staff)->size() == 1);
    clock.advance(60min);
    CHECK_FALSE(*sessions.find(*token, 60min));
    CHECK_FALSE(*sessions.find(*token, 600min));
    CHECK(sessions.of(school, staff)->empty());

    INFO("no use keeps it alive past its end, and no wish makes that end later than 12 hours");
    const auto greedy = sessions.begin(wanted, 100h);
    REQUIRE(greedy);
    for (int round = 0; round < 12 * 60 - 1; round += 30) {
        REQUIRE(*sessions.find(*greedy, 60min));
        clock.advance(30min);
    }
    CHECK_FALSE(*sessions.find(*greedy, 60min));

    INFO("ending it ends it, once");
    const auto third = sessions.begin(wanted, 1h);
    const auto id = (*sessions.find(*third, 60min))->id;
    CHECK(sessions.end(SchoolId{}, id).error().remedy == Remedy::not_found);
    CHECK(sessions.end(school, id));
    CHECK_FALSE(*sessions.find(*third, 60min));
    CHECK(sessions.end(school, id).error().remedy == Remedy::not_found);

    INFO("a stranger has no session");
    identity::Session stranger = wanted;
    stranger.staff = StaffId{};
    CHECK(sessions.begin(stranger, 1h).error().remedy == Remedy::not_found);
    stranger = wanted;
    stranger.school = SchoolId{};
    CHECK(sessions.begin(stranger, 1h).error().remedy == Remedy::not_found);
}

}  // namespace monitor::contract
