// Is a day read as the administration wrote it?

#include "roster/day.hpp"

#include <catch2/catch.hpp>

using namespace monitor::roster;
using namespace std::chrono_literals;
using std::chrono::April;
using std::chrono::August;
using std::chrono::July;

TEST_CASE("a day may be written as ISO, as School Data Sync or as a Dutch spreadsheet does", "[roster]") {
    CHECK(sheet_day("2026-08-24") == 2026y / August / 24);
    CHECK(sheet_day("2026-08-24T00:00:00") == 2026y / August / 24);
    CHECK(sheet_day("8/24/2026") == 2026y / August / 24);
    CHECK(sheet_day("24/8/2026") == 2026y / August / 24);
    CHECK(sheet_day("24-8-2026") == 2026y / August / 24);
    CHECK(sheet_day("04/05/2026") == 2026y / April / 5);
    for (const auto* wrong : {"", "2026", "2026-13-01", "2026-02-30", "2026-08-", "26-08-24", "99999-01-01", "a/b/c"}) {
        INFO(wrong);
        CHECK_FALSE(sheet_day(wrong));
    }
}

TEST_CASE("the school year of a day changes on the first of August", "[roster]") {
    CHECK(year_of(2026y / July / 31).begins == 2025y);
    CHECK(year_of(2026y / August / 1).begins == 2026y);
}
