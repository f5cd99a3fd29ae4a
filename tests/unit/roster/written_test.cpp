// Is what administrations write of years, days and schools read as they meant it?

#include "roster/written.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono;

namespace {

std::string day_text(std::string_view text) {
    const auto read = written_day(text);
    return read ? std::to_string(int{read->year()}) + "-" + std::to_string(unsigned{read->month()}) + "-" +
                      std::to_string(unsigned{read->day()})
                : "";
}
std::string brin(std::string_view text) {
    const auto read = brin_number(text);
    return read ? read->brin + "/" + read->location : "";
}
std::string school_year(std::string_view text) {
    const auto read = written_year(text);
    return read ? read->text() : "";
}

}  // namespace

TEST_CASE("a BRIN comes with or without a location, in either case", "[roster]") {
    CHECK(brin("99XX") == "99XX/00");
    CHECK(brin("99XX1") == "99XX/01");
    CHECK(brin("99XX01") == "99XX/01");
    CHECK(brin(" 99xx12\n") == "99XX/12");
    for (const auto* text : {"", "99X", "9XXX", "99XX123", "99XXA", "99\u00c9X", "99 XX", "XX99"}) CHECK(brin(text).empty());
}

TEST_CASE("a school year has a dash or a slash, and its years follow each other", "[roster]") {
    CHECK(school_year("2026-2027") == "2026-2027");
    CHECK(school_year("2026 / 2027") == "2026-2027");
    CHECK(school_year(" 2026/2027 ") == "2026-2027");
    for (const auto* text : {"", "2026", "2026-2028", "2027-2026", "26-27", "2026-2027-2028"}) CHECK(school_year(text).empty());
}

TEST_CASE("a day is read without its time, but a time in UTC is that of a day in Amsterdam", "[roster]") {
    CHECK(day_text("2026-07-31") == "2026-7-31");
    CHECK(day_text("2026-07-31+02:00") == "2026-7-31");
    CHECK(day_text("2026-08-01T00:00:00+02:00") == "2026-8-1");
    CHECK(day_text("2026-07-31T22:00:00Z") == "2026-8-1");
    CHECK(day_text("2026-07-31T21:59:59Z") == "2026-7-31");
    CHECK(day_text("2026-12-31T23:00:00.000Z") == "2027-1-1");
    CHECK(day_text("2028-02-29") == "2028-2-29");
    for (const auto* text : {"", "31-07-2026", "2026-02-30", "2026-13-01", "2026-7-31", "tomorrow..", "2026/07/31"})
        CHECK(day_text(text).empty());
}

TEST_CASE("the day of an instant begins at midnight in Amsterdam, on the days the clocks change too", "[roster]") {
    const auto at = [](year_month_day utc, hours hour) { return day_of(Instant{sys_days{utc} + hour}); };
    CHECK(at(2026y / 7 / 14, 21h) == 2026y / 7 / 14);
    CHECK(at(2026y / 7 / 14, 22h) == 2026y / 7 / 15);
    CHECK(at(2026y / 1 / 14, 22h) == 2026y / 1 / 14);
    CHECK(at(2026y / 1 / 14, 23h) == 2026y / 1 / 15);
    for (int hour = -1; hour < 22; ++hour) CHECK(at(2026y / 3 / 29, hours{hour}) == 2026y / 3 / 29);
    for (int hour = -2; hour < 23; ++hour) CHECK(at(2026y / 10 / 25, hours{hour}) == 2026y / 10 / 25);
    CHECK(at(2026y / 10 / 25, 23h) == 2026y / 10 / 26);
}
