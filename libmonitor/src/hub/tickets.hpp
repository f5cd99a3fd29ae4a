#pragma once
// hub: a page that was really served by us to this session opens its view with a ticket: once, within a minute.

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/random.hpp"

namespace monitor::hub {

/// Thread-safe.
class Tickets {
public:
    static constexpr std::chrono::seconds life{60};
    static constexpr std::size_t at_most = 10'000;

    [[nodiscard]] std::string make(SessionId, Tick now, Random&);
    /// Whose ticket this is; it is used up, whatever the answer.
    [[nodiscard]] std::optional<SessionId> use(const std::string& ticket, Tick now);

private:
    struct Held {
        SessionId session{};
        Tick until{};
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Held> held_;
};

}  // namespace monitor::hub
