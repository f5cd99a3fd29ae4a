// Is the day read as the administration wrote it, and the BRIN as it was meant?

#include <catch2/catch.hpp>

#include "roster/brin.hpp"
#include "roster/day.hpp"

using namespace monitor::roster;
using namespace std::chrono_literals;
using std::chrono::April;
using std::chrono::August;
using std::chrono::December;
using std::chrono::July;
using std::chrono::sys_days;
using std::chrono::year;

TEST_CASE("a day may be written as ISO, as School Data Sync or as a Dutch spreadsheet does", "[roster]") {
    CHECK(day_from("2026-08-24") == 2026y / August / 24);
    CHECK(day_from("2026-08-24T00:00:00Z") == 2026y / August / 24);
    CHECK(day_from("8/24/2026") == 2026y / August / 24);
    CHECK(day_from("24/8/2026") == 2026y / August / 24);
    CHECK(day_from("24-8-2026") == 2026y / August / 24);
    CHECK(day_from("04/05/2026") == 2026y / April / 5);
    for (const auto* wrong : {"", "2026", "2026-13-01", "2026-02-30", "2026-08-", "2026-08-24x", "26-08-24", "99999-01-01", "a/b/c"}) {
        INFO(wrong);
        CHECK_FALSE(day_from(wrong));
    }
}

TEST_CASE("the night of an import belongs to the day it is in Amsterdam", "[roster]") {
    CHECK(day_of(sys_days{2026y / August / 1} + 0h + 15min) == 2026y / August / 1);
    CHECK(day_of(sys_days{2026y / July / 31} + 22h) == 2026y / August / 1);
    CHECK(day_of(sys_days{2026y / December / 5} + 12h) == 2026y / December / 5);
    CHECK(year_of(2026y / July / 31).begins == 2025y);
    CHECK(year_of(2026y / August / 1).begins == 2026y);
}

TEST_CASE("a BRIN is known in whatever case and with however many digits of the location", "[roster]") {
    CHECK(brin_from("99XX") == Brin{"99XX", "00"});
    CHECK(brin_from(" 99xx ") == Brin{"99XX", "00"});
    CHECK(brin_from("99XX1") == Brin{"99XX", "01"});
    CHECK(brin_from("99XX 12") == Brin{"99XX", "12"});
    for (const auto* wrong : {"", "99X", "9XXX", "99XX1a", "99XX123", "990I,2231", "99X\xc3\x89"}) {
        INFO(wrong);
        CHECK_FALSE(brin_from(wrong));
    }
}
