// school: the one file that asks the time zone database.

#include "school/amsterdam.hpp"

#include <algorithm>
#include <exception>

#include <date/tz.h>

namespace monitor::school::amsterdam {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::last;
using std::chrono::local_seconds;
using std::chrono::March;
using std::chrono::month;
using std::chrono::October;
using std::chrono::seconds;
using std::chrono::Sunday;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr seconds winter = 1h, summer = 2h;

// Null where the system has no database (a bare container); looked for once.
const date::time_zone* zone() noexcept {
    static const date::time_zone* const found = []() -> const date::time_zone* {
        try {
            return date::locate_zone("Europe/Amsterdam");
        } catch (const std::exception&) {
            return nullptr;
        }
    }();
    return found;
}

sys_seconds change(year in, month of) noexcept {
    return sys_days{in / of / Sunday[last]} + 1h;
}

}  // namespace

seconds offset_by_directive(Instant instant) noexcept {
    const year in = year_month_day{floor<days>(instant)}.year();
    return instant >= change(in, March) && instant < change(in, October) ? summer : winter;
}

seconds offset(Instant instant) {
    if (zone() == nullptr) return offset_by_directive(instant);
    return zone()->get_info(floor<seconds>(instant)).offset;
}

Instant instant(local_seconds local, Prefer prefer) {
    // Read the local time with the offset of a day before and of a day after: a change lies between them or it does not.
    const sys_seconds as_utc{local.time_since_epoch()};
    const auto before = offset(as_utc - days{1}), after = offset(as_utc + days{1});
    const sys_seconds first = as_utc - before, second = as_utc - after;
    if (first == second) return first;
    const bool first_holds = offset(first) == before, second_holds = offset(second) == after;
    if (first_holds && second_holds) return prefer == Prefer::earlier ? std::min(first, second) : std::max(first, second);
    if (first_holds) return first;
    if (second_holds) return second;
    // Skipped: the clocks jump from `before` to `after` somewhere between the two readings.
    sys_seconds low = std::min(first, second), high = std::max(first, second);
    while (high - low > 1s) {
        const auto middle = low + (high - low) / 2;
        (offset(middle) == before ? low : high) = middle;
    }
    return high;
}

}  // namespace monitor::school::amsterdam
