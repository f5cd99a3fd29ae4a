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

constexpr milliseconds longest_sleep = 1min;
// Graph allows less than 29 days; a short one that is renewed daily is soon gone when this server is.
constexpr milliseconds subscription_life = 72h, renew_before = 48h, after_a_refusal = 15min;

}  // namespace

Lane::Lane(const Parts& parts, settings::Connection connection, std::string notices_at, Stopping& stopping,
           std::mutex& one_a_school)
    : parts_{parts},
      notices_at_{std::move(notices_at)},
      stopping_{stopping},
      one_a_school_{one_a_school},
      connector_{parts, std::move(connection), *this} {}

Planned Lane::planned() const {
    const std::lock_guard lock{mutex_};
    return {settings().school, settings().kind, doing_, next_};
}

std::optional<Subscription> Lane::subscription() const {
    const std::lock_guard lock{mutex_};
    return subscription_;
}

void Lane::lose_subscription() {
    const std::lock_guard lock{mutex_};
    subscription_.reset();
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
    const auto schools = monitor::ask(*parts_.stores.people_thread, [&] { return parts_.stores.people->schools(); });
    if (!schools) return;
    const auto found = std::ranges::find(*schools, settings().school, &school::School::brin);
    if (found == schools->end()) return;
    const auto all = monitor::ask(*parts_.stores.people_thread, [&] { return parts_.stores.schools->connections(found->id); });
    if (!all) return;
    for (const auto& one : *all) {
        if (one.kind != connected(settings().kind) || !one.last) continue;
        past_.last = one.last->at;
        past_.problem = problem_from(one.last->problem);
        past_.failures = past_.problem ? 1 : 0;
    }
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
    const auto report = connector_.run();
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
    return std::clamp<milliseconds>(*planned().next - parts_.clock.now(), 0ms, longest_sleep);
}

void Lane::keep_subscribed() {
    auto* directory = connector_.directory();
    const auto now = parts_.clock.now();
    if (settings().notifications == settings::Notifications::off || directory == nullptr || past_.problem ||
        now < subscribe_again_)
        return;
    const auto known = subscription();
    if (known && subscribed_until_ - now > renew_before) return;
    const auto until = now + subscription_life;
    std::optional<Failure> failure;
    if (known) {
        const auto renewed = directory->renew(known->id, until);
        if (!renewed) failure = renewed.error();
        if (failure && failure->problem == Problem::empty) return lose_subscription();
    } else {
        std::array<std::byte, 32> drawn;
        parts_.random.fill(drawn);
        const auto state = base64url(drawn);
        auto id = directory->subscribe(notices_at_, state, until);
        if (!id) failure = id.error();
        const std::lock_guard lock{mutex_};
        if (id) subscription_ = Subscription{std::move(*id), settings().tenant, state};
    }
    if (!failure) {
        subscribed_until_ = until;
        return;
    }
    subscribe_again_ = now + after_a_refusal;
    parts_.log.write(Level::warning, "sync",
                     fmt::format("{}: no notices: {}: {}", settings().school, word(failure->problem), failure->place));
}

}  // namespace monitor::sync
