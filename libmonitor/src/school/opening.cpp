#include "monitor/school/opening.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "school/amsterdam.hpp"

namespace monitor::school {
namespace {

// In the order of a school week; Hours counts from Sunday.
constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t from_sunday(std::size_t day) {
    return (day + 1) % 7;
}

std::optional<int> number(std::string_view digits) {
    int value{};
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (digits.empty() || digits.front() == '-' || read.ptr != end || read.ec != std::errc{}) return std::nullopt;
    return value;
}

// "08:30" in minutes; 24:00 is the end of a day.
std::optional<std::chrono::minutes> minutes(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number(text.substr(0, 2)), minute = number(text.substr(3));
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 24 * 60) return std::nullopt;
    return std::chrono::minutes{*hour * 60 + *minute};
}

std::string text(std::chrono::year_month_day day) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string text(const Window& window) {
    const auto from = window.from.count(), until = window.until.count();
    return fmt::format("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60);
}

}  // namespace

std::optional<Window> window(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = minutes(text.substr(0, 5)), until = minutes(text.substr(6));
    if (!from || !until || *from >= *until) return std::nullopt;
    return Window{*from, *until};
}

std::optional<std::chrono::year_month_day> date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day found{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                            std::chrono::day{static_cast<unsigned>(*day)}};
    return found.ok() ? std::optional{found} : std::nullopt;
}

std::optional<Instant> local_instant(std::string_view text) {
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
    const auto day = date(text.substr(0, 10));
    const auto time = minutes(text.substr(11));
    if (!day || !time) return std::nullopt;
    return amsterdam::instant(std::chrono::local_days{*day} + *time, amsterdam::Prefer::earlier);
}

bool add_opening(Hours& hours, std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return false;
    const auto named = text.substr(0, space);
    const auto dash = named.find('-');
    const auto first = std::ranges::find(days, named.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : std::ranges::find(days, named.substr(dash + 1));
    const auto found = window(text.substr(space + 1));
    if (first == days.end() || last == days.end() || last < first || !found) return false;
    for (auto at = first; at <= last; ++at) {
        auto& windows = hours.week.at(from_sunday(static_cast<std::size_t>(at - days.begin())));
        if (std::ranges::any_of(windows,
                                [&](const auto& other) { return other.from < found->until && found->from < other.until; }))
            return false;
        windows.insert(std::ranges::upper_bound(windows, found->from, {}, &Window::from), *found);
    }
    return true;
}

bool add_holiday(Hours& hours, std::string_view text) {
    const auto dots = text.find("..");
    const auto first = date(text.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : date(text.substr(dots + 2));
    if (!first || !last || *last < *first) return false;
    hours.holidays.push_back({*first, *last});
    return true;
}

std::vector<std::string> openings(const Hours& hours) {
    std::vector<std::string> lines;
    for (std::size_t first = 0; first < days.size();) {
        const auto& windows = hours.week.at(from_sunday(first));
        auto last = first;
        while (last + 1 < days.size() && hours.week.at(from_sunday(last + 1)) == windows) ++last;
        for (const auto& window : windows)
            lines.push_back(first == last ? fmt::format("{} {}", days.at(first), text(window))
                                          : fmt::format("{}-{} {}", days.at(first), days.at(last), text(window)));
        first = last + 1;
    }
    return lines;
}

std::vector<std::string> holidays(const Hours& hours) {
    std::vector<std::string> lines;
    for (const auto& [first, last] : hours.holidays)
        lines.push_back(first == last ? text(first) : fmt::format("{}..{}", text(first), text(last)));
    return lines;
}

}  // namespace monitor::school
