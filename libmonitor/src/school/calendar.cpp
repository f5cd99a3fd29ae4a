// school: which windows and years does an instant fall in?

#include "monitor/school/calendar.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "school/amsterdam.hpp"

namespace monitor::school {
namespace {

using namespace std::chrono_literals;
using amsterdam::Prefer;
using std::chrono::August;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr minutes midnight_again{24 * 60};

std::optional<int> four_digits(std::string_view text) noexcept {
    if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    int value{};
    for (const char digit : text) value = value * 10 + (digit - '0');
    return value;
}

bool holiday(const Hours& hours, year_month_day day) noexcept {
    return std::any_of(hours.holidays.begin(), hours.holidays.end(),
                       [day](const Holiday& holiday) { return holiday.first <= day && day <= holiday.last; });
}

}  // namespace

std::string SchoolYear::text() const {
    return fmt::format("{:04}-{:04}", static_cast<int>(begins), static_cast<int>(begins) + 1);
}

std::optional<SchoolYear> SchoolYear::from_text(std::string_view text) {
    if (text.size() != 9 || text[4] != '-') return std::nullopt;
    const auto first = four_digits(text.substr(0, 4)), second = four_digits(text.substr(5));
    if (!first || !second || *second != *first + 1) return std::nullopt;
    return SchoolYear{year{*first}};
}

SchoolYear school_year(Instant now) {
    const year_month_day today{floor<days>(amsterdam::local(now))};
    return {today.month() >= August ? today.year() : today.year() - years{1}};
}

Instant ends(SchoolYear of) {
    return amsterdam::instant(local_days{(of.begins + years{1}) / August / 1}, Prefer::earlier);
}

std::chrono::local_time<minutes> wall_clock(Instant now) {
    return floor<minutes>(amsterdam::local(now));
}

Instant day_ends(Instant now) {
    return amsterdam::instant(floor<days>(amsterdam::local(now)) + days{1}, Prefer::earlier);
}

std::string local_text(Instant at) {
    const auto local = wall_clock(at);
    const year_month_day day{floor<days>(local)};
    const auto minute = (local - floor<days>(local)).count();
    return fmt::format("{:02}-{:02}-{:04} {:02}:{:02}", static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()),
                       static_cast<int>(day.year()), minute / 60, minute % 60);
}

bool on_holiday(const Hours& hours, Instant now) {
    return holiday(hours, year_month_day{floor<days>(amsterdam::local(now))});
}

std::optional<Instant> open_until(const Hours& hours, Instant now) {
    const auto day = floor<days>(amsterdam::local(now));
    if (holiday(hours, year_month_day{day})) return std::nullopt;
    std::optional<Instant> end;
    for (const auto& window : hours.week[weekday{day}.c_encoding()]) {
        if (window.from < 0min || window.until > midnight_again || window.from >= window.until) continue;
        // Where the clocks go back a local time comes twice: the shorter window is the one that was meant.
        const auto from = amsterdam::instant(day + window.from, Prefer::later);
        const auto until = amsterdam::instant(day + window.until, Prefer::earlier);
        if (from <= now && now < until) end = std::max(end.value_or(until), until);
    }
    return end;
}

}  // namespace monitor::school
