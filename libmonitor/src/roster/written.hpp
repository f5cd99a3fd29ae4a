#pragma once
// roster: how do administrations write a school year, a day and the number of a school?

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::roster {

/// Without the white space around it (that of XML: space, tab, line ends).
[[nodiscard]] std::string_view trimmed(std::string_view) noexcept;

/// A school by its BRIN and a location by the two digits behind it (vestigingsnummer).
struct BrinNumber {
    std::string brin{};          ///< "99XX"
    std::string location{"00"};  ///< "00": the main one, or not said
};
/// "99XX", "99XX1" or "99XX01", in either case. Else empty.
[[nodiscard]] std::optional<BrinNumber> brin_number(std::string_view text);

/// "2026-2027", "2026/2027" or "2026 / 2027"; the second year follows the first. Else empty.
[[nodiscard]] std::optional<school::SchoolYear> written_year(std::string_view text);

/// The day of "2026-07-31" (xs:date) or "2026-07-31T09:00:00" (xs:dateTime); a time zone other than Z is taken as Dutch time.
/// Else empty.
[[nodiscard]] std::optional<std::chrono::year_month_day> written_day(std::string_view text);

/// Which day it is in Amsterdam.
[[nodiscard]] std::chrono::year_month_day day_of(Instant now);

}  // namespace monitor::roster
