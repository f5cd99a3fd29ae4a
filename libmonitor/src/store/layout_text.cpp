// store: how do networks and school hours become text, and text them again?

#include "layout_text.hpp"

#include <charconv>

#include <fmt/format.h>

#include "value.hpp"

namespace monitor::store {
namespace {

[[noreturn]] void not_ours(std::string_view column) {
    fail(Remedy::ask_operator, fmt::format("people.sites.{}: not what was written", column));
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = text.find(at);
        parts.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return parts;
}

int whole(std::string_view digits) {
    int value{};
    const auto* end = digits.data() + digits.size();
    if (digits.empty() || std::from_chars(digits.data(), end, value).ptr != end) not_ours("hours");
    return value;
}

std::string text(std::chrono::year_month_day day) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::chrono::year_month_day day(std::string_view text) {
    const auto parts = split(text, '-');
    if (parts.size() != 3) not_ours("hours");
    const std::chrono::year_month_day day{std::chrono::year{whole(parts[0])},
                                          std::chrono::month{static_cast<unsigned>(whole(parts[1]))},
                                          std::chrono::day{static_cast<unsigned>(whole(parts[2]))}};
    if (!day.ok()) not_ours("hours");
    return day;
}

}  // namespace

std::string text(const std::vector<school::Network>& networks) {
    std::string out;
    for (const auto& network : networks) out += network.text() + '\n';
    return out;
}

std::string text(const school::Hours& hours) {
    std::string out;
    for (std::size_t weekday = 0; weekday < hours.week.size(); ++weekday) {
        for (const auto& window : hours.week[weekday])
            out += fmt::format("open {} {} {}\n", weekday, window.from.count(), window.until.count());
    }
    for (const auto& holiday : hours.holidays) out += fmt::format("closed {} {}\n", text(holiday.first), text(holiday.last));
    return out;
}

std::vector<school::Network> networks(std::string_view text) {
    std::vector<school::Network> networks;
    for (const auto line : split(text, '\n')) {
        const auto network = school::Network::from_text(line);
        if (!network) not_ours("networks");
        networks.push_back(*network);
    }
    return networks;
}

school::Hours hours(std::string_view text) {
    school::Hours hours;
    for (const auto line : split(text, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() == 4 && words[0] == "open") {
            const int weekday = whole(words[1]);
            if (weekday < 0 || weekday > 6) not_ours("hours");
            hours.week[static_cast<std::size_t>(weekday)].push_back(
                {std::chrono::minutes{whole(words[2])}, std::chrono::minutes{whole(words[3])}});
        } else if (words.size() == 3 && words[0] == "closed") {
            hours.holidays.push_back({day(words[1]), day(words[2])});
        } else {
            not_ours("hours");
        }
    }
    return hours;
}

school::GroupKind group_kind(std::int64_t number) {
    for (const auto known : {school::GroupKind::base, school::GroupKind::composed})
        if (number == static_cast<std::int64_t>(known)) return known;
    fail(Remedy::ask_operator, "people.groups.kind: not what was written");
}

}  // namespace monitor::store
