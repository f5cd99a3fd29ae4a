#pragma once
// contract: what every audit::Trail does.

#include <string>

#include <catch2/catch.hpp>

#include "monitor/audit/trail.hpp"
#include "monitor/retention/term.hpp"

namespace monitor::contract {

inline audit::Entry line(Instant at, std::uint64_t number) {
    audit::Entry entry;
    entry.at = at;
    entry.act = audit::Act::swept;
    entry.count = number;
    entry.detail = "session";
    return entry;
}

/// `trail` is empty; `at` is the time it lives in.
inline void trail(audit::Trail& trail, SchoolId one, SchoolId other, Instant at) {
    using namespace std::chrono_literals;
    INFO("an empty log has the root of nothing");
    REQUIRE(trail.head(one));
    CHECK(trail.head(one)->size == 0);
    CHECK(trail.head(one)->root == audit::Frontier{}.root());
    CHECK(trail.read(one, 0, 10)->empty());

    INFO("lines are numbered from 0, each school by itself");
    for (std::uint64_t number = 0; number < 7; ++number) CHECK(trail.append(one, line(at + 1s * number, number)) == number);
    CHECK(trail.append(other, line(at, 100)) == 0U);
    CHECK(trail.head(one)->size == 7);
    CHECK(trail.head(other)->size == 1);

    INFO("the head follows from the leaves");
    const auto all = trail.read(one, 0, 100);
    REQUIRE(all);
    REQUIRE(all->size() == 7);
    audit::Frontier frontier;
    for (const auto& kept : *all) frontier.append(kept.leaf);
    CHECK(frontier.root() == trail.head(one)->root);

    INFO("what was written is read, and only as much as was asked");
    for (std::size_t number = 0; number < 7; ++number) {
        CHECK((*all)[number].index == number);
        REQUIRE((*all)[number].entry);
        CHECK(audit::encode(*(*all)[number].entry) == audit::encode(line(at + 1s * number, number)));
    }
    const auto some = trail.read(one, 2, 3);
    REQUIRE(some->size() == 3);
    CHECK(some->front().index == 2);
    CHECK(trail.read(one, 7, 10)->empty());
    CHECK(trail.read(one, ~std::uint64_t{}, 10)->empty());
    CHECK(trail.read(one, 0, 0)->empty());

    INFO("the same line twice has two leaves: nobody can guess one from the other");
    CHECK(trail.append(one, line(at, 0)) == 7U);
    CHECK(trail.read(one, 7, 1)->front().leaf != all->front().leaf);

    INFO("what could not be read back is refused, and nothing is written");
    auto long_one = line(at, 0);
    long_one.detail = std::string(500, 'x');
    REQUIRE_FALSE(trail.append(one, long_one));
    CHECK(trail.append(one, long_one).error().remedy == Remedy::correct_input);
    CHECK(trail.head(one)->size == 8);

    INFO("what is past its deadline goes, its leaf stays, and the head is the same");
    const auto before = *trail.head(one);
    const auto deadline = *retention::deadline(retention::ceiling(retention::Kind::audit_entry), at, school::school_year(at));
    CHECK(trail.sweep(school::ends(school::school_year(at)) - 1ms) == 0U);
    CHECK(trail.sweep(deadline - 1ms) == 9U);  // with the school year the personal part of each line
    CHECK(trail.read(one, 0, 1)->front().remains == audit::Remains::lasting);
    CHECK(trail.sweep(deadline + 2s) == 5U);  // of `one`: 0, 1, 2 and the repeated one; of `other`: its only line
    const auto swept = trail.read(one, 0, 100);
    REQUIRE(swept->size() == 8);
    audit::Frontier again;
    for (const auto& kept : *swept) {
        CHECK(kept.entry.has_value() == (kept.index > 2 && kept.index != 7));
        again.append(kept.leaf);
    }
    CHECK(trail.head(one)->root == before.root);
    CHECK(again.root() == before.root);
    CHECK(trail.append(one, line(at + 1h, 8)) == 8U);
}

}  // namespace monitor::contract
