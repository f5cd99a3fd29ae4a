#pragma once
// school: how does a person write when a site is open, and how is it shown? The same in commands and on pages.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/school/calendar.hpp"

namespace monitor::school {

/// "08:30-12:00"; 24:00 is the end of a day.
[[nodiscard]] std::optional<Window> window(std::string_view text);
/// "2026-12-19"
[[nodiscard]] std::optional<std::chrono::year_month_day> date(std::string_view text);
/// "2026-11-23 08:30", as clocks in Amsterdam show it; where they show it twice, the first.
[[nodiscard]] std::optional<Instant> local_instant(std::string_view text);
/// Adds "mon-fri 08:30-12:00" or "wed 08:30-12:30" to the week. False: it is not written so, or overlaps what is there.
[[nodiscard]] bool add_opening(Hours&, std::string_view text);
/// Adds "2026-12-19..2027-01-03", or one day. False: it is not written so.
[[nodiscard]] bool add_holiday(Hours&, std::string_view text);
/// As add_opening() and add_holiday() read them; days that are alike together.
[[nodiscard]] std::vector<std::string> openings(const Hours&);
[[nodiscard]] std::vector<std::string> holidays(const Hours&);

}  // namespace monitor::school
