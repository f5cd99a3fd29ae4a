#pragma once
// contract: what every store::Directories does.

#include <algorithm>

#include <catch2/catch.hpp>

#include "monitor/store/directories.hpp"
#include "support/directory_of_test.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `school` has the people of regenboog(), whom the roster itself links to nobody.
inline void directories(store::Directories& directories, SchoolId school, PupilId sanne, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using roster::Role;
    using store::Extent;
    using test::account_line;
    using test::round_of;

    INFO("a school without a directory has none, and lists staff for somebody to give them an account; a stranger is not found");
    CHECK_FALSE(directories.state(school).value());
    const auto staff_only = [&] {
        const auto open = directories.open_links(school).value();
        return open.size() == 2 && std::ranges::all_of(open, [](const auto& one) { return one.staff && one.choices.empty(); });
    };
    CHECK(staff_only());
    CHECK(directories.state(SchoolId{}).error().remedy == Remedy::not_found);
    CHECK(directories.apply(SchoolId{}, round_of({})).error().remedy == Remedy::not_found);
    CHECK(directories.apply(school, round_of({}, Extent::changes)).error().remedy == Remedy::conflict);

    INFO("a first round links whom it can, and is remembered");
    auto accounts = test::regenboog_accounts();
    accounts[0].user = Personal<std::string>{"s.bakker@school.example"};
    const auto first = directories.apply(school, round_of(accounts));
    REQUIRE(first);
    CHECK(first->added == 6);
    CHECK(first->linked == 5);
    CHECK(first->doubtful == 0);
    auto state = directories.state(school).value();
    REQUIRE(state);
    CHECK(state->tenant == "tenant-1");
    CHECK(state->resume == round_of({}).resume);
    CHECK(state->read == clock.now());
    CHECK(state->accounts == 6);
    CHECK(state->linked == 5);

    INFO("once more, or with nothing new, it changes nothing but its age");
    clock.advance(1h);
    CHECK(directories.apply(school, round_of(accounts))->unchanged == 6);
    const auto quiet = directories.apply(school, round_of({}, Extent::changes));
    REQUIRE(quiet);
    CHECK(quiet->added + quiet->changed + quiet->removed + quiet->unchanged == 0);
    CHECK(quiet->linked == 5);
    CHECK(directories.state(school).value()->read == clock.now());

    INFO("whom nothing points to is listed, and an admin may choose, once");
    const auto open = directories.open_links(school);
    REQUIRE(open->size() == 1);
    CHECK(open->front().pupil == sanne);
    CHECK(open->front().doubt == roster::Doubt::no_account);
    auto two = accounts[0];
    two.email = Personal<std::string>{"sanne.b"};
    REQUIRE(directories.apply(school, round_of({account_line("o-x", "sanne.b@other.example", Role::pupil),
                                                account_line("o-y", "sanne.b@third.example", Role::pupil)},
                                               Extent::changes)));
    const auto doubt = directories.open_links(school);
    REQUIRE(doubt->size() == 1);
    CHECK(doubt->front().doubt == roster::Doubt::several_accounts);
    REQUIRE(doubt->front().choices.size() == 2);
    CHECK(directories.state(school).value()->doubtful == 1);
    const auto chosen = doubt->front().choices[0].account;
    CHECK(directories.link(school, {}, {}, chosen).error().remedy == Remedy::correct_input);
    CHECK(directories.link(school, PupilId{}, {}, chosen).error().remedy == Remedy::not_found);
    CHECK(directories.link(school, sanne, {}, AccountId{}).error().remedy == Remedy::not_found);
    CHECK(directories.link(school, sanne, {}, chosen));
    CHECK(directories.link(school, sanne, {}, doubt->front().choices[1].account).error().remedy == Remedy::conflict);
    CHECK(directories.open_links(school)->empty());
    CHECK(directories.state(school).value()->linked == 6);

    INFO("what is gone is gone, whichever way it was told");
    auto less = round_of({}, Extent::changes);
    less.removed = {Personal<std::string>{"o-y"}, Personal<std::string>{"o-nobody"}};
    CHECK(directories.apply(school, less)->removed == 1);
    CHECK(directories.apply(school, round_of(accounts))->removed == 1);
    CHECK(directories.state(school).value()->accounts == 6);

    INFO("other rules, or another tenant, ask for everything");
    auto other = round_of({}, Extent::changes);
    other.rules.pop_back();
    CHECK(directories.apply(school, other).error().remedy == Remedy::conflict);
    other.extent = Extent::everything;
    other.accounts = accounts;
    CHECK(directories.apply(school, other));
    other.extent = Extent::changes;
    other.accounts.clear();
    CHECK(directories.apply(school, other));
    auto elsewhere = other;
    elsewhere.tenant = "tenant-2";
    CHECK(directories.apply(school, elsewhere).error().remedy == Remedy::conflict);
    auto wrong = round_of({account_line("", "x", Role::pupil)});
    CHECK(directories.apply(school, wrong).error().remedy == Remedy::correct_input);

    INFO("forgetting leaves nothing");
    CHECK(directories.forget(school));
    CHECK_FALSE(directories.state(school).value());
    CHECK(staff_only());
    CHECK(directories.forget(SchoolId{}).error().remedy == Remedy::not_found);
}

}  // namespace monitor::contract
