// sync: one connection and the thread it runs on.

#include "sync/lane.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds shortest_sleep = 1s, longest_sleep = 1min;

}  // namespace

Lane::Lane(const Parts& parts, settings::Connection connection, std::string notices_at, Stopping& stopping,
           std::mutex& one_a_school)
    : parts_{parts},
      stopping_{stopping},
      one_a_school_{one_a_school},
      connector_{parts, std::move(connection), *this},
      subscriber_{connector_.settings().tenant, std::move(notices_at), parts.random} {}

Planned Lane::planned() const {
    const std::lock_guard lock{mutex_};
    return {settings().school, settings().kind, doing_, next_};
}

double Lane::lot() {
    std::array<std::byte, 4> drawn;
    parts_.random.fill(drawn);
    std::uint32_t value{};
    std::memcpy(&value, drawn.data(), sizeof value);
    return static_cast<double>(value) / 4'294'967'296.0;
}

// What ran before this program began: a restart does not ask everybody everything at once.
void Lane::remember() {
    if (std::exchange(remembered_, true)) return;
    const auto last = connector_.last_run();
    if (!last) return;
    past_.last = last->at;
    past_.problem = problem_from(last->problem);
    past_.failures = past_.problem ? 1 : 0;
}

void Lane::plan() {
    const auto next = next_run(settings(), past_, parts_.clock.now(), lot());
    const std::lock_guard lock{mutex_};
    next_ = next;
    doing_ = Doing::waiting;
}

void Lane::run() {
    {
        const std::lock_guard lock{mutex_};
        doing_ = Doing::running;
    }
    const std::lock_guard alone{one_a_school_};
    if (stopping_.stopped()) return;
    const auto report = connector_.run(accepted_.exchange(false) ? store::Consent::given : store::Consent::guard);
    past_.last = parts_.clock.now();
    past_.problem = report.failure ? std::optional{report.failure->problem} : std::nullopt;
    past_.failures = report.failure ? past_.failures + 1 : 0;
    past_.pause = report.failure ? report.failure->pause : 0ms;
}

milliseconds Lane::step() {
    if (stopping_.stopped()) return longest_sleep;
    remember();
    if (!planned().next) plan();
    if (asked_.exchange(false) || *planned().next <= parts_.clock.now()) {
        run();
        if (stopping_.stopped()) return longest_sleep;
        plan();
    }
    keep_subscribed();
    if (asked_) return 0ms;  // something changed while we were reading
    auto next = *planned().next;
    if (settings().notifications == settings::Notifications::on) next = std::min(next, subscriber_.due());
    return std::clamp<milliseconds>(next - parts_.clock.now(), shortest_sleep, longest_sleep);
}

void Lane::keep_subscribed() {
    const auto now = parts_.clock.now();
    if (settings().notifications == settings::Notifications::off || past_.problem || now < subscriber_.due()) return;
    auto* directory = connector_.directory();
    const auto failure = directory == nullptr ? std::nullopt : subscriber_.keep(*directory, now);
    if (!failure || failure->problem == Problem::stopped || failure->problem == Problem::switched_off) return;
    parts_.log.write(Level::warning, "sync",
                     fmt::format("{}: no notices: {}: {}", settings().school, word(failure->problem), failure->place));
}

}  // namespace monitor::sync
