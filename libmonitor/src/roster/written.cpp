// roster: how do administrations write a school year, a day and the number of a school?

#include "roster/written.hpp"

#include <algorithm>

namespace monitor::roster {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year_month_day;

bool digits(std::string_view text) noexcept {
    return !text.empty() && std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

std::optional<int> number(std::string_view text, std::size_t length) noexcept {
    if (text.size() != length || !digits(text)) return std::nullopt;
    int value{};
    for (const char sign : text) value = value * 10 + (sign - '0');
    return value;
}

// "T22:00:00Z", "T22:00Z", "T22:00:00.000Z" behind a day: the time of day in UTC.
std::optional<minutes> utc_time(std::string_view text) noexcept {
    if (text.size() < 7 || text.front() != 'T' || text.back() != 'Z' || text[3] != ':') return std::nullopt;
    const auto hour = number(text.substr(1, 2), 2), minute = number(text.substr(4, 2), 2);
    if (!hour || !minute || *hour > 24 || *minute > 59) return std::nullopt;
    return hours{*hour} + minutes{*minute};
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view white = " \t\r\n";
    const auto first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::optional<BrinNumber> brin_number(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 4 || text.size() > 6 || !digits(text.substr(0, 2))) return std::nullopt;
    BrinNumber found{std::string{text.substr(0, 4)}};
    for (std::size_t at = 2; at < 4; ++at) {
        auto& letter = found.brin[at];
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        if (letter < 'A' || letter > 'Z') return std::nullopt;
    }
    const auto location = text.substr(4);
    if (location.empty()) return found;
    if (!digits(location)) return std::nullopt;
    found.location = location.size() == 1 ? "0" + std::string{location} : std::string{location};
    return found;
}

std::optional<school::SchoolYear> written_year(std::string_view text) {
    std::string plain;
    for (const char sign : text.substr(0, 32)) {
        if (sign == '/')
            plain += '-';
        else if (sign != ' ' && sign != '\t' && sign != '\r' && sign != '\n')
            plain += sign;
    }
    return school::SchoolYear::from_text(plain);
}

std::optional<year_month_day> written_day(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number(text.substr(0, 4), 4), m = number(text.substr(5, 2), 2), d = number(text.substr(8, 2), 2);
    if (!y || !m || !d) return std::nullopt;
    const year_month_day day{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                             std::chrono::day{static_cast<unsigned>(*d)}};
    if (!day.ok()) return std::nullopt;
    // Midnight here is 22:00 or 23:00 of the day before in UTC.
    if (const auto time = utc_time(text.substr(10))) return day_of(Instant{sys_days{day} + *time});
    return day;
}

year_month_day day_of(Instant now) {
    // A place that is always open closes at midnight: at 22:00 or 23:00 UTC of the day it is.
    static const school::Hours always = [] {
        school::Hours hours;
        hours.week.fill({{minutes{0}, minutes{24 * 60}}});
        return hours;
    }();
    return year_month_day{std::chrono::floor<std::chrono::days>(school::open_until(always, now).value_or(now) - hours{12})};
}

}  // namespace monitor::roster
