#pragma once
// roster: which day does the administration mean, and which day is it there?

#include <chrono>
#include <optional>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::roster {

using Day = std::chrono::year_month_day;

/// The calendar day of `now`. Two hours before UTC: exact in summer; in winter a day begins an hour early, and nothing here is
/// decided between 23:00 and midnight that the next day would not decide too.
[[nodiscard]] inline Day day_of(Instant now) {
    return Day{std::chrono::floor<std::chrono::days>(now + std::chrono::hours{2})};
}
/// "2026-08-01", with a time behind it or not; "8/24/2026" (month first, as School Data Sync writes) and "24-8-2026" (as a Dutch
/// spreadsheet makes of it). Else empty.
[[nodiscard]] std::optional<Day> day_from(std::string_view text);
/// The school year in which that day falls.
[[nodiscard]] constexpr school::SchoolYear year_of(Day day) {
    return {day.month() >= std::chrono::August ? day.year() : day.year() - std::chrono::years{1}};
}

}  // namespace monitor::roster
