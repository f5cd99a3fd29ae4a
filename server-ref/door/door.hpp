#pragma once
// door: where does each request go? Lines to the hub, files from memory, health to the operator, and pages to Poco behind a gate.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "door/health.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/sync/schedule.hpp"
#include "monitor/transport/listener.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::door {

/// Lent: all must outlive the door.
struct Parts {
    transport::Loop& loop;
    hub::Hub& hub;
    sync::Schedule& schedule;
    Random& random;
    Log& log;
    const settings::Server& settings;
    std::filesystem::path pages{};  ///< the private Unix socket where the pages answer
    std::function<Upkeep()> upkeep{};
};

class Door : public transport::Doors {
public:
    /// From now on no new lines; pages still answer. On the loop.
    virtual void closing() = 0;
};

[[nodiscard]] std::unique_ptr<Door> make_door(Parts);

/// What every answer carries: no sniffing, no referrer, no framing, nothing shared with other origins.
void add_fixed_headers(transport::Response&, std::string_view request_id, settings::Tls);

}  // namespace monitor::door
