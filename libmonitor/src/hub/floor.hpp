#pragma once
// hub: what the lines of devices and viewers share: one strand, one set of state. Not thread-safe; that is the point.

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "hub/record.hpp"
#include "hub/rolls.hpp"
#include "hub/tickets.hpp"
#include "monitor/base/rate.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::hub {

/// Who is on a line and has said nothing of itself by now, hangs up: its place is for others.
inline constexpr std::chrono::seconds introduction{10};

class DeviceLine;
class ViewerLine;

struct Floor {
    Floor(Parts, Options);

    Parts parts;
    Options options;
    Rolls rolls;
    Record record;
    Tickets tickets;
    retention::Timekeeper time;
    Counts counts{};

    std::unordered_set<DeviceLine*> devices{};
    std::unordered_set<ViewerLine*> viewers{};
    std::unordered_map<PupilId, DeviceLine*> at_work{};  ///< on which device a pupil is now: the last that became active
    std::uint64_t active{};                              ///< how many times a device said who is at it
    std::unordered_map<PupilId, Instant> last_seen{};    ///< of pupils whose device went silent

    std::unordered_map<DeviceId, Rate> doings{};         ///< how often each device changed something, over all its lines

    /// The time deadlines and rules count with.
    [[nodiscard]] Instant now();
    /// May this device change something once more (come, log in, give a lease back)? Each change is asked about in every view and
    /// may be written down.
    [[nodiscard]] bool may_change(DeviceId);
    /// Something about this pupil's device changed: every view that shows the pupil asks the rules again.
    void look_again(PupilId);
    /// Tells the pupil's device who looks now, and how.
    void settle_lease(PupilId);
};

}  // namespace monitor::hub
