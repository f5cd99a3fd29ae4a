#pragma once
// contract: what every store::Erasures does.

#include <catch2/catch.hpp>

#include "monitor/store/erasures.hpp"

namespace monitor::contract {

/// `school` has pupils, staff of whom one holds a duty, groups, accounts, a device of one person and imports that wait.
inline void erasures(store::Erasures& erasures, SchoolId school) {
    using store::Connected;
    INFO("asking changes nothing, and says what will go");
    const auto asked = erasures.loaded(school, Connected::roster).value();
    CHECK(asked.pupils > 0);
    CHECK(asked.staff > 0);
    CHECK(asked.groups > 0);
    CHECK(asked.accounts > 0);
    CHECK(asked.devices == 1);
    CHECK(asked.waiting == 2);
    CHECK(asked.staff_kept == 1);
    CHECK(erasures.loaded(school, Connected::roster)->pupils == asked.pupils);

    INFO("what was announced is what goes");
    const auto gone = erasures.erase(school, Connected::roster).value();
    CHECK(gone.pupils == asked.pupils);
    CHECK(gone.staff == asked.staff);
    CHECK(gone.accounts == asked.accounts);
    CHECK(store::erased(Connected::roster, gone).size() <= 128);
    CHECK(erasures.loaded(school, Connected::roster)->pupils == 0);

    INFO("a stranger is not found");
    CHECK(erasures.loaded(SchoolId{}, Connected::roster).error().remedy == Remedy::not_found);
    CHECK(erasures.erase(SchoolId{}, Connected::directory).error().remedy == Remedy::not_found);
}

}  // namespace monitor::contract
