// school: when do the clocks in Amsterdam next show a time of day?

#include "monitor/school/daily.hpp"

#include "school/amsterdam.hpp"

namespace monitor::school {

Instant next_daily(std::chrono::minutes since_midnight, Instant after) {
    using std::chrono::days;
    auto day = std::chrono::floor<days>(amsterdam::local(after));
    for (;; day += days{1}) {
        const auto at =
            amsterdam::instant(std::chrono::local_seconds{day.time_since_epoch() + since_midnight}, amsterdam::Prefer::earlier);
        if (at > after) return at;
    }
}

}  // namespace monitor::school
