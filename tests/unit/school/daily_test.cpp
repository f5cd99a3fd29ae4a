// When is it a time of day in Amsterdam again, also in the nights the clocks change?

#include "monitor/school/daily.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace std::chrono_literals;

namespace {

Instant utc(int month, unsigned day, std::chrono::minutes time) {
    return Instant{std::chrono::sys_days{std::chrono::year{2026} / month / std::chrono::day{day}}} + time;
}

}  // namespace

TEST_CASE("a time of day comes once a day, in local time", "[school]") {
    CHECK(school::next_daily(2h + 15min, utc(1, 10, 12h)) == utc(1, 11, 1h + 15min));
    CHECK(school::next_daily(2h + 15min, utc(7, 10, 12h)) == utc(7, 11, 15min));
    CHECK(school::next_daily(2h + 15min, utc(7, 11, 15min)) == utc(7, 12, 15min));
    CHECK(school::next_daily(2h + 15min, utc(7, 11, 14min)) == utc(7, 11, 15min));
    CHECK(school::next_daily(0min, utc(7, 10, 22h + 30min)) == utc(7, 11, 22h));
}

TEST_CASE("a time that the night skips comes at the change, and the next day at its own time", "[school]") {
    const auto changed = school::next_daily(2h + 15min, utc(3, 28, 12h));
    CHECK(changed == utc(3, 29, 1h));
    CHECK(school::next_daily(2h + 15min, changed) == utc(3, 30, 15min));
}

TEST_CASE("a time that the night has twice comes once", "[school]") {
    const auto first = school::next_daily(2h + 15min, utc(10, 24, 12h));
    CHECK(first == utc(10, 25, 15min));
    CHECK(school::next_daily(2h + 15min, first) == utc(10, 26, 1h + 15min));
}
