#include "http/when.hpp"

#include <fmt/format.h>

#include "monitor/school/calendar.hpp"

namespace monitor::pages {

std::string when(const Visit& visit, Instant instant) {
    using namespace std::chrono;
    const auto local = school::wall_clock(instant);
    const auto day = floor<days>(local), today = floor<days>(school::wall_clock(visit.parts.clock.now()));
    const hh_mm_ss time{local - day};
    const auto clock = fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
    if (day == today) return visit.words(Key::me_today, clock);
    if (day == today - days{1}) return visit.words(Key::me_yesterday, clock);
    if (day == today + days{1}) return visit.words(Key::me_tomorrow, clock);
    const year_month_day date{day};
    return visit.words(Key::me_on,
                       fmt::format("{:02}-{:02}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month())), clock);
}

}  // namespace monitor::pages
