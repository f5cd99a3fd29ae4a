#pragma once
// school: is the school open now, and when does its year end? All local times are Europe/Amsterdam.

#include <array>
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/clock.hpp"

namespace monitor::school {

/// From 1 August to 31 July (WPO art. 1); named by the year in which it begins.
struct SchoolYear {
    std::chrono::year begins{};
    friend auto operator<=>(const SchoolYear&, const SchoolYear&) = default;
    /// "2026-2027"
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<SchoolYear> from_text(std::string_view text);
};
/// The school year in which `now` falls in Amsterdam.
[[nodiscard]] SchoolYear school_year(Instant now);
/// 31 July 24:00 in Amsterdam: the first instant of the next school year.
[[nodiscard]] Instant ends(SchoolYear);

/// What a clock on the wall in Amsterdam shows at `now`.
[[nodiscard]] std::chrono::local_time<std::chrono::minutes> wall_clock(Instant now);
/// Midnight in Amsterdam after `now`: the first instant of the next day.
[[nodiscard]] Instant day_ends(Instant now);

/// As a clock in Amsterdam shows it: "22-11-2026 14:05".
[[nodiscard]] std::string local_text(Instant);

/// Minutes since local midnight; `from` is in, `until` is out.
struct Window {
    std::chrono::minutes from{};
    std::chrono::minutes until{};
    friend bool operator==(const Window&, const Window&) = default;
};
/// Both days are in.
struct Holiday {
    std::chrono::year_month_day first{};
    std::chrono::year_month_day last{};
    friend bool operator==(const Holiday&, const Holiday&) = default;
};
/// When a site is open; one with no windows never is.
struct Hours {
    std::array<std::vector<Window>, 7> week{};  ///< 0 = Sunday, as std::chrono::weekday::c_encoding()
    std::vector<Holiday> holidays{};
    friend bool operator==(const Hours&, const Hours&) = default;
};
/// Does `now` fall on a holiday, as Amsterdam counts the days?
[[nodiscard]] bool on_holiday(const Hours&, Instant now);
/// The end of the window in which `now` falls; empty: the site is closed now.
[[nodiscard]] std::optional<Instant> open_until(const Hours&, Instant now);

}  // namespace monitor::school
