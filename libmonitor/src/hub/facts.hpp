#pragma once
// hub: what do we know about this look, right now? The only place that makes policy::Facts.

#include <string>

#include "hub/rolls.hpp"
#include "monitor/policy/ruling.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::hub {

/// What the hub knows of the device a pupil was last seen on; all zero: none.
struct DevicePresence {
    policy::DeviceUser user{policy::DeviceUser::nobody};
    std::string address{};
    policy::Indicator indicator{policy::Indicator::first};
};

struct Situation {
    const RollIndex& index;
    SchoolId session_school{};
    const school::Group* group{};      ///< the group the view is of
    std::string viewer_address{};
    DevicePresence device{};
    retention::Trust trust{};
    Instant now{};
    std::chrono::hours directory_fresh{24};
    std::optional<std::chrono::milliseconds> look_left{};  ///< of a view on one screen, before it ends by itself
};

[[nodiscard]] policy::Facts facts(const policy::Request&, const Situation&);

}  // namespace monitor::hub
