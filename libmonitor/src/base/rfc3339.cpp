#include "monitor/base/rfc3339.hpp"

#include <fmt/format.h>

namespace monitor {
namespace {

// Without its end, so that milliseconds may follow.
std::string whole_seconds(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

std::string rfc3339(Instant at) {
    return whole_seconds(at) + 'Z';
}

std::string rfc3339_milliseconds(Instant at) {
    return fmt::format("{}.{:03}Z", whole_seconds(at), (at - std::chrono::floor<std::chrono::seconds>(at)).count());
}

}  // namespace monitor
