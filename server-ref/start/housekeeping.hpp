#pragma once
// start: what is past its deadline goes, at the start and every hour after.

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/retention/timekeeping.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::start {

/// How deleting goes, for the operator.
struct Tidiness {
    std::chrono::seconds lag{};  ///< since the last sweep that went well; a sweep is each hour
    std::uint64_t swept{};       ///< records since the start
    retention::Trust trust{};    ///< doubtful: only what was due before the leap of the clock is deleted
};
/// From here on something is wrong: two sweeps in a row did not happen.
inline constexpr std::chrono::hours late{2};

/// Sweeps on a thread of its own while it exists. Each rule and its count are in the operator's log before anything goes.
class Housekeeping {
public:
    virtual ~Housekeeping() = default;
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

    /// Now, beside the one of each hour.
    [[nodiscard]] virtual std::expected<void, Error> sweep() = 0;
    /// Any thread.
    [[nodiscard]] virtual Tidiness tidiness() const = 0;

protected:
    Housekeeping() = default;
};

/// Sweeps once before it returns: nothing may be served before that. Where the clock leapt ahead in a way nobody confirms, only
/// what was due before the leap goes; the rest waits (docs/decisions). `time_sync` is who may confirm it beside a person.
[[nodiscard]] std::expected<std::unique_ptr<Housekeeping>, Error> keep_house(store::Stores&, const Clock&, Log&,
                                                                             std::function<retention::Trust()> time_sync);

}  // namespace monitor::start
