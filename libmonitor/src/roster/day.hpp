#pragma once
// roster: which day does a spreadsheet mean?

#include <chrono>
#include <optional>
#include <string_view>

#include "monitor/school/calendar.hpp"

namespace monitor::roster {

/// What written_day() reads, and "8/24/2026" (month first, as School Data Sync writes) and "24-8-2026" (as a Dutch spreadsheet
/// makes of it). Else empty.
[[nodiscard]] std::optional<std::chrono::year_month_day> sheet_day(std::string_view text);
/// The school year in which that day falls.
[[nodiscard]] constexpr school::SchoolYear year_of(std::chrono::year_month_day day) {
    return {day.month() >= std::chrono::August ? day.year() : day.year() - std::chrono::years{1}};
}

}  // namespace monitor::roster
