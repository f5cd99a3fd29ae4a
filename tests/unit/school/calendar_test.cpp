// When is a school open, and when does its year end, on the days when clocks and calendars are awkward?

#include "monitor/school/calendar.hpp"

#include <catch2/catch.hpp>

#include "school/amsterdam.hpp"

using namespace monitor;
using namespace monitor::school;
using namespace std::chrono;

namespace {

Instant utc(year_month_day day, milliseconds time = 0ms) {
    return sys_days{day} + time;
}

/// 08:30-12:00 and 12:45-14:15, Monday to Friday; an autumn holiday.
Hours weekdays() {
    Hours hours;
    for (std::size_t day = 1; day <= 5; ++day) hours.week[day] = {{8h + 30min, 12h}, {12h + 45min, 14h + 15min}};
    hours.holidays = {{2026y / 10 / 12, 2026y / 10 / 16}, {2026y / 12 / 25, 2026y / 12 / 25}};
    return hours;
}

Hours every_day(std::vector<Window> windows) {
    Hours hours;
    hours.week.fill(windows);
    return hours;
}

}  // namespace

TEST_CASE("a school year begins on 1 August at midnight in Amsterdam", "[school]") {
    CHECK(ends({2025y}) == utc(2026y / 7 / 31, 22h));
    CHECK(school_year(utc(2026y / 7 / 31, 22h) - 1ms) == SchoolYear{2025y});
    CHECK(school_year(utc(2026y / 7 / 31, 22h)) == SchoolYear{2026y});
    CHECK(school_year(utc(2027y / 1 / 1)) == SchoolYear{2026y});
    CHECK(school_year(utc(2028y / 2 / 29, 12h)) == SchoolYear{2027y});
    CHECK(school_year(utc(2038y / 1 / 19, 3h + 14min + 8s)) == SchoolYear{2037y});
}

TEST_CASE("an instant falls before the end of its school year, and the end is in the next one", "[school]") {
    for (int begins = 1995; begins < 2100; ++begins) {
        const SchoolYear year{std::chrono::year{begins}};
        CHECK(school_year(ends(year) - 1ms) == year);
        CHECK(school_year(ends(year)) == SchoolYear{std::chrono::year{begins + 1}});
    }
}

TEST_CASE("a school year is written 2026-2027 and read back only so", "[school]") {
    CHECK(SchoolYear{2026y}.text() == "2026-2027");
    CHECK(SchoolYear::from_text("2026-2027") == SchoolYear{2026y});
    for (const auto* wrong :
         {"", "2026", "2026-2028", "2027-2026", "2026/2027", " 026-0027", "+026-0027", "2026-2027 ", "20a6-2027"}) {
        CHECK_FALSE(SchoolYear::from_text(wrong));
    }
}

TEST_CASE("the first minute of a window is in, its end is out and is told", "[school]") {
    const auto hours = weekdays();
    const auto tuesday = 2026y / 9 / 1;  // summer time: two hours ahead of UTC
    CHECK_FALSE(open_until(hours, utc(tuesday, 6h + 30min) - 1ms));
    CHECK(open_until(hours, utc(tuesday, 6h + 30min)) == utc(tuesday, 10h));
    CHECK(open_until(hours, utc(tuesday, 10h) - 1ms) == utc(tuesday, 10h));
    CHECK_FALSE(open_until(hours, utc(tuesday, 10h)));
    CHECK_FALSE(open_until(hours, utc(tuesday, 10h + 44min)));
    CHECK(open_until(hours, utc(tuesday, 10h + 45min)) == utc(tuesday, 12h + 15min));
    CHECK_FALSE(open_until(hours, utc(tuesday, 12h + 15min)));
}

TEST_CASE("in winter the same local hours come an hour later in UTC", "[school]") {
    const auto friday = 2026y / 10 / 23, monday = 2026y / 10 / 26;
    CHECK(open_until(weekdays(), utc(friday, 6h + 30min)) == utc(friday, 10h));
    CHECK_FALSE(open_until(weekdays(), utc(monday, 6h + 30min)));
    CHECK(open_until(weekdays(), utc(monday, 7h + 30min)) == utc(monday, 11h));
}

TEST_CASE("a school is closed on holidays, first and last day included, and at weekends", "[school]") {
    const auto at_ten = 8h;
    CHECK(open_until(weekdays(), utc(2026y / 10 / 9, at_ten)));
    for (unsigned day = 10; day <= 18; ++day)
        CHECK_FALSE(open_until(weekdays(), utc(2026y / 10 / std::chrono::day{day}, at_ten)));
    CHECK(open_until(weekdays(), utc(2026y / 10 / 19, at_ten)));
    CHECK_FALSE(open_until(weekdays(), utc(2026y / 12 / 25, at_ten)));
}

TEST_CASE("a site without windows is never open", "[school]") {
    for (int hour = 0; hour < 24 * 14; ++hour) CHECK_FALSE(open_until({}, utc(2026y / 9 / 1, hours{hour})));
}

TEST_CASE("the holiday and the weekday are those of Amsterdam, not of UTC", "[school]") {
    Hours hours;
    hours.week[1] = {{0min, 30min}};  // Monday just after midnight is still Sunday in UTC
    CHECK(open_until(hours, utc(2026y / 9 / 6, 22h)) == utc(2026y / 9 / 6, 22h + 30min));
    hours.holidays = {{2026y / 9 / 7, 2026y / 9 / 7}};
    CHECK_FALSE(open_until(hours, utc(2026y / 9 / 6, 22h)));
}

TEST_CASE("a whole day is 25 hours when the clocks go back and 23 when they go forward", "[school]") {
    const auto all_day = every_day({{0min, 24h}});
    const auto autumn = utc(2026y / 10 / 24, 22h);
    CHECK(open_until(all_day, autumn) == autumn + 25h);
    CHECK(open_until(all_day, autumn + 25h - 1ms) == autumn + 25h);
    const auto spring = utc(2027y / 3 / 27, 23h);
    CHECK(open_until(all_day, spring) == spring + 23h);
}

TEST_CASE("a window in the hour that comes twice is open once", "[school]") {
    // 2026-10-25: 02:00-03:00 comes at 00:00Z (summer time) and again at 01:00Z (winter time).
    const auto day = 2026y / 10 / 25;
    const auto around = every_day({{1h + 30min, 2h + 30min}});
    CHECK(open_until(around, utc(day) - 30min) == utc(day, 30min));
    CHECK_FALSE(open_until(around, utc(day, 30min)));
    CHECK_FALSE(open_until(around, utc(day, 1h + 10min)));
    const auto inside = every_day({{2h + 10min, 3h + 10min}});
    CHECK_FALSE(open_until(inside, utc(day, 15min)));
    CHECK(open_until(inside, utc(day, 1h + 15min)) == utc(day, 2h + 10min));
}

TEST_CASE("a window that begins or ends in the hour that is skipped is cut at the change", "[school]") {
    // 2027-03-28: 02:00-03:00 does not exist; 01:00Z is 03:00.
    const auto day = 2027y / 3 / 28;
    CHECK(open_until(every_day({{2h + 30min, 4h}}), utc(day, 1h)) == utc(day, 2h));
    CHECK(open_until(every_day({{1h, 2h + 30min}}), utc(day, 59min)) == utc(day, 1h));
    CHECK_FALSE(open_until(every_day({{1h, 2h + 30min}}), utc(day, 1h)));
    CHECK_FALSE(open_until(every_day({{2h, 3h}}), utc(day, 1h)));
}

TEST_CASE("a window that makes no sense opens nothing", "[school]") {
    for (const Window window : {Window{10h, 9h}, Window{10h, 10h}, Window{-1min, 10h}, Window{0min, 24h + 1min}}) {
        CHECK_FALSE(open_until(every_day({window}), utc(2026y / 9 / 1, 7h + 30min)));
    }
}

TEST_CASE("of windows that overlap the last end counts", "[school]") {
    const auto day = 2026y / 9 / 1;
    CHECK(open_until(every_day({{8h, 12h}, {9h, 15h}, {9h, 10h}}), utc(day, 7h + 30min)) == utc(day, 13h));
}

TEST_CASE("the time zone database and the directive agree as long as the law stands", "[school]") {
    for (auto at = utc(2000y / 1 / 1); at < utc(2037y / 1 / 1); at += 6h) {
        if (amsterdam::offset(at) != amsterdam::offset_by_directive(at)) FAIL(at.time_since_epoch().count());
    }
    for (const auto change : {utc(2026y / 10 / 25, 1h), utc(2027y / 3 / 28, 1h)}) {
        CHECK(amsterdam::offset(change - 1ms) != amsterdam::offset(change));
        CHECK(amsterdam::offset(change - 1ms) == amsterdam::offset_by_directive(change - 1ms));
        CHECK(amsterdam::offset(change) == amsterdam::offset_by_directive(change));
    }
}
