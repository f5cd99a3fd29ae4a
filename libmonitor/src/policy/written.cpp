// policy: how is an instant written in a table of facts?

#include "policy/written.hpp"

#include <chrono>

#include <fmt/format.h>

namespace monitor::policy::written {
namespace {

namespace chrono = std::chrono;

std::optional<int> number(std::string_view digits) {
    int value{};
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

}  // namespace

std::optional<Instant> instant_from(std::string_view text) {
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z') {
        return std::nullopt;
    }
    const auto years = number(text.substr(0, 4)), months = number(text.substr(5, 2)), days = number(text.substr(8, 2));
    const auto hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)), second = number(text.substr(17, 2));
    if (!years || !months || !days || !hour || !minute || !second) return std::nullopt;
    const chrono::year_month_day date{chrono::year{*years}, chrono::month{static_cast<unsigned>(*months)},
                                      chrono::day{static_cast<unsigned>(*days)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return chrono::sys_days{date} + chrono::hours{*hour} + chrono::minutes{*minute} + chrono::seconds{*second};
}

}  // namespace monitor::policy::written
