// sync: does Graph tell us when somebody changes, and for how long still?

#include "sync/subscriber.hpp"

#include <algorithm>

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// Graph allows less than 29 days; a short one that is renewed daily is soon gone when this server is.
constexpr milliseconds life = 72h, renew_after = 24h, first_pause = 30s, longest_pause = 15min;

}  // namespace

std::optional<Subscription> Subscriber::current() const {
    const std::lock_guard lock{mutex_};
    return current_;
}

Instant Subscriber::due() const {
    const std::lock_guard lock{mutex_};
    return due_;
}

void Subscriber::lose() {
    const std::lock_guard lock{mutex_};
    current_.reset();
    due_ = Instant{};
}

std::optional<Failure> Subscriber::keep(Directory& directory, Instant now) {
    if (now < due()) return std::nullopt;
    const auto known = current();
    auto failure = known ? renew(directory, *known, now + life) : subscribe(directory, now + life);
    if (failure && known && failure->problem == Problem::empty) {  // Graph has forgotten it
        lose();
        failure = subscribe(directory, now + life);
    }
    failures_ = failure ? failures_ + 1 : 0;
    const auto pause = failure ? std::min(first_pause * (1 << std::min(failures_ - 1, 10)), longest_pause) : renew_after;
    const std::lock_guard lock{mutex_};
    due_ = now + pause;
    return failure;
}

std::optional<Failure> Subscriber::subscribe(Directory& directory, Instant until) {
    auto state = draw_secret(random_);
    auto id = directory.subscribe(notices_at_, state, until);
    if (!id) return id.error();
    const std::lock_guard lock{mutex_};
    current_ = Subscription{std::move(*id), tenant_, std::move(state)};
    return std::nullopt;
}

std::optional<Failure> Subscriber::renew(Directory& directory, const Subscription& known, Instant until) {
    const auto renewed = directory.renew(known.id, until);
    return renewed ? std::nullopt : std::optional{renewed.error()};
}

}  // namespace monitor::sync
