#pragma once
// contract: what every identity::Codes and identity::Sittings does for a pupil and their parents.

#include <catch2/catch.hpp>

#include "monitor/identity/codes.hpp"
#include "monitor/identity/sittings.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `pupil` is one of `school`; no codes yet.
inline void codes(identity::Codes& codes, SchoolId school, PupilId pupil, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using identity::Opens;
    const auto found = [&](const Personal<std::string>& secret) {
        const auto code = codes.find(secret, Opens::own_log);
        REQUIRE(code);
        return *code;
    };
    INFO("a code is for one pupil, and is told to nobody again");
    const auto one = codes.make(school, pupil, Opens::own_log, 48h), two = codes.make(school, pupil, Opens::own_log, 24h);
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->secret != two->secret);
    REQUIRE(found(one->secret));
    CHECK(found(one->secret)->pupil == pupil);
    CHECK(found(one->secret)->school == school);
    CHECK_FALSE(found(Personal<std::string>{"ZZZZ-ZZZZ-ZZZZ-ZZZZ"}));
    CHECK_FALSE(found(Personal<std::string>{""}));
    CHECK(codes.make(school, PupilId{{std::byte{9}}}, Opens::own_log, 1h).error().remedy == Remedy::not_found);
    CHECK(codes.make(school, pupil, Opens::own_log, 0h).error().remedy == Remedy::correct_input);

    INFO("the first to end stands first");
    const auto open = codes.of(school);
    REQUIRE(open);
    REQUIRE(open->size() == 2);
    CHECK(open->front().id == two->code.id);
    CHECK(codes.of(SchoolId{{std::byte{9}}})->empty());

    INFO("it works once");
    CHECK(codes.end(SchoolId{{std::byte{9}}}, one->code.id).error().remedy == Remedy::not_found);
    CHECK(codes.end(school, one->code.id));
    CHECK_FALSE(found(one->secret));
    CHECK(codes.end(school, one->code.id).error().remedy == Remedy::not_found);

    INFO("it ends by itself, and lasts no longer than seven days");
    const auto longest = codes.make(school, pupil, Opens::own_log, 24h * 400);
    REQUIRE(longest);
    CHECK(longest->code.expires == clock.now() + 24h * 7);
    clock.jump(24h);
    CHECK_FALSE(found(two->secret));
    CHECK(codes.of(school)->size() == 1);
}

/// `account` is that of `pupil`.
inline void sittings(identity::Sittings& sittings, identity::PupilAt pupil, test::ManualClock& clock) {
    using identity::Reader;
    INFO("a sitting is of one pupil, for one reader");
    const auto token = sittings.begin(pupil, Reader::parent), other = sittings.begin(pupil, Reader::pupil);
    REQUIRE(token);
    REQUIRE(other);
    CHECK(*token != *other);
    const auto sitting = sittings.find(*token);
    REQUIRE(sitting);
    REQUIRE(*sitting);
    CHECK((*sitting)->about.pupil == pupil.pupil);
    CHECK((*sitting)->reader == Reader::parent);
    CHECK_FALSE(*sittings.find(identity::SittingToken{"another"}));
    CHECK(sittings.begin({pupil.school, PupilId{{std::byte{9}}}}, Reader::pupil).error().remedy == Remedy::not_found);

    INFO("it can be ended, and being used does not make it last");
    CHECK(sittings.end(*other));
    CHECK(sittings.end(*other));
    CHECK_FALSE(*sittings.find(*other));
    clock.jump(identity::longest_sitting - std::chrono::milliseconds{1});
    CHECK(*sittings.find(*token));
    clock.jump(std::chrono::milliseconds{1});
    CHECK_FALSE(*sittings.find(*token));
}

}  // namespace monitor::contract
