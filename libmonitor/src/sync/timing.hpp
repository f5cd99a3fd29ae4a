#pragma once
// sync: when does a connection run next? Pure.

#include <chrono>
#include <optional>

#include "monitor/base/clock.hpp"
#include "monitor/settings/connections.hpp"
#include "monitor/sync/problem.hpp"

namespace monitor::sync {

struct Past {
    std::optional<Instant> last{};  ///< when the last run ended, well or not
    std::optional<Problem> problem{};
    int failures{};                     ///< in a row
    std::chrono::milliseconds pause{};  ///< that the service asked for
};

/// A directory: `every` after the last run. An administration: at its time of day, and at once where that was missed. After a
/// failure that may pass: sooner, after a minute, two, four … up to an hour; one that will not pass by itself waits for its time.
/// `lot` is a number from 0 to 1, so that not all schools of a server ask at the same second.
[[nodiscard]] Instant next_run(const settings::Connection&, const Past&, Instant now, double lot);

}  // namespace monitor::sync
