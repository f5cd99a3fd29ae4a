// roster: which day does a spreadsheet mean?

#include "roster/day.hpp"

#include <array>

#include "roster/written.hpp"

namespace monitor::roster {
namespace {

using Day = std::chrono::year_month_day;

// Three numbers with the same sign between them, or nothing.
std::optional<std::array<int, 3>> numbers(std::string_view text, char between) {
    std::array<int, 3> found{};
    std::size_t at = 0;
    for (std::size_t part = 0; part < 3; ++part) {
        const auto first = at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            if (at - first == 4) return std::nullopt;
            found[part] = found[part] * 10 + (text[at] - '0');
        }
        if (at == first) return std::nullopt;
        if (part == 2) break;
        if (at == text.size() || text[at] != between) return std::nullopt;
        ++at;
    }
    return at == text.size() ? std::optional{found} : std::nullopt;
}

std::optional<Day> valid(int year, int month, int day) {
    const Day made{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                   std::chrono::day{static_cast<unsigned>(day)}};
    if (!made.ok() || year < 1900) return std::nullopt;
    return made;
}

}  // namespace

std::optional<Day> sheet_day(std::string_view text) {
    text = trimmed(text);
    if (const auto day = written_day(text)) return day;
    const auto date = text.substr(0, text.find_first_of("T "));
    if (const auto dashed = numbers(date, '-')) {
        const auto [first, second, third] = *dashed;
        return first > 31 ? valid(first, second, third) : valid(third, second, first);
    }
    if (const auto slashed = numbers(date, '/')) {
        const auto [first, second, third] = *slashed;
        return first > 12 ? valid(third, second, first) : valid(third, first, second);
    }
    return std::nullopt;
}

}  // namespace monitor::roster
