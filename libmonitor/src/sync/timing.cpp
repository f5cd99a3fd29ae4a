// sync: when does a connection run next?

#include "sync/timing.hpp"

#include <algorithm>

#include "monitor/school/daily.hpp"

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds first_pause = 1min, longest_pause = 60min, spread = 5min;

bool passes(Problem problem) {
    switch (problem) {
        case Problem::unreachable:
        case Problem::busy:
        case Problem::sign_in:
        case Problem::secret:
        case Problem::not_permitted:
        case Problem::not_understood:
        case Problem::other_host:
        case Problem::stopped:
        case Problem::school_not_found:
        case Problem::not_kept:
        case Problem::settings:
        case Problem::file:
        case Problem::service:
        case Problem::customer:
        case Problem::authorisation:
        case Problem::message: return true;
        case Problem::switched_off:  // looked at again at its time
        case Problem::empty:
        case Problem::other_school:
        case Problem::refused:
        case Problem::held:
        case Problem::many_gone: return false;
    }
    return false;
}

milliseconds part(milliseconds whole, double lot) {
    return milliseconds{static_cast<std::int64_t>(static_cast<double>(whole.count()) * lot)};
}

Instant by_plan(const settings::Connection& set, const Past& past, Instant now, double lot) {
    if (!past.last) return now;
    // A clock that was set back does not keep anybody waiting for it.
    const auto last = std::min(*past.last, now);
    if (set.kind == settings::ConnectionKind::graph) return last + set.every + part(set.every / 10, lot);
    return school::next_daily(set.at, last) + part(spread, lot);
}

}  // namespace

Instant next_run(const settings::Connection& set, const Past& past, Instant now, double lot) {
    const auto planned = by_plan(set, past, now, lot);
    if (!past.last || !past.problem || !passes(*past.problem)) return planned;
    const auto growing = std::min(first_pause * (1 << std::clamp(past.failures - 1, 0, 10)), longest_pause);
    const auto again = std::min(*past.last, now) + std::max(growing + part(growing / 4, lot), past.pause);
    return past.pause > growing ? again : std::min(planned, again);
}

}  // namespace monitor::sync
