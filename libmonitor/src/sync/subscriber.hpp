#pragma once
// sync: does Graph tell us when somebody changes, and for how long still?

#include <mutex>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/sync/graph.hpp"
#include "monitor/sync/notification.hpp"

namespace monitor::sync {

/// keep() belongs to one thread; the rest may be called from any.
class Subscriber {
public:
    Subscriber(std::string tenant, std::string notices_at, Random& random)
        : tenant_{std::move(tenant)}, notices_at_{std::move(notices_at)}, random_{random} {}

    /// Subscribes, or renews what ends soon; what went wrong this time. After a failure not again before a growing pause is over.
    [[nodiscard]] std::optional<Failure> keep(Directory&, Instant now);
    /// When keep() has something to do.
    [[nodiscard]] Instant due() const;
    [[nodiscard]] std::optional<Subscription> current() const;
    /// Graph no longer tells us: keep() subscribes anew.
    void lose();

private:
    [[nodiscard]] std::optional<Failure> subscribe(Directory&, Instant until);
    [[nodiscard]] std::optional<Failure> renew(Directory&, const Subscription&, Instant until);

    std::string tenant_, notices_at_;
    Random& random_;
    int failures_{};

    mutable std::mutex mutex_;
    std::optional<Subscription> current_{};
    Instant due_{};
};

}  // namespace monitor::sync
