// When is a site open, in words that a person types?

#include "monitor/school/opening.hpp"

#include <catch2/catch.hpp>

using namespace monitor::school;
using Lines = std::vector<std::string>;

namespace {

bool refused(std::string_view text) {
    Hours hours;
    return !add_opening(hours, text) && hours == Hours{};
}

}  // namespace

TEST_CASE("a week is written by days and windows, and shown as it is written") {
    Hours hours;
    CHECK(add_opening(hours, "mon-fri 12:45-15:15"));
    CHECK(add_opening(hours, "mon-tue 08:30-12:00"));
    CHECK(add_opening(hours, "sun 00:00-24:00"));
    CHECK(openings(hours) == Lines{"mon-tue 08:30-12:00", "mon-tue 12:45-15:15", "wed-fri 12:45-15:15", "sun 00:00-24:00"});
    CHECK(hours.week[1].size() == 2);
    CHECK(hours.week[0].size() == 1);
}

TEST_CASE("a window that overlaps another is refused, one that touches it is not") {
    Hours hours;
    CHECK(add_opening(hours, "wed 08:30-12:00"));
    CHECK_FALSE(add_opening(hours, "mon-fri 11:59-13:00"));
    CHECK(add_opening(hours, "wed 12:00-13:00"));
}

TEST_CASE("what is no opening leaves the hours as they were") {
    for (const auto* text : {"", "mon", "mon 8:30-12:00", "mon 12:00-08:30", "mon 08:30-08:30", "mon 08:30-24:01",
                             "mon 08:60-09:00", "maa 08:30-12:00", "fri-mon 08:30-12:00", "mon  08:30-12:00", "mon 08:30-12:00 ",
                             "mon -8:30-12:00", "mon-tue-wed 08:30-12:00"}) {
        INFO(text);
        CHECK(refused(text));
    }
}

TEST_CASE("holidays are days, both ends in") {
    Hours hours;
    CHECK(add_holiday(hours, "2026-12-19..2027-01-03"));
    CHECK(add_holiday(hours, "2027-04-27"));
    CHECK(holidays(hours) == Lines{"2026-12-19..2027-01-03", "2027-04-27"});
    for (const auto* text :
         {"", "2026-02-30", "2027-01-03..2026-12-19", "2026-12-19..", "..2026-12-19", "19-12-2026", "2026-12-19...2027-01-03"}) {
        INFO(text);
        CHECK_FALSE(add_holiday(hours, text));
    }
}
