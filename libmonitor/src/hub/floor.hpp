#pragma once
// hub: what the lines of devices and viewers share: one strand, one set of state. Not thread-safe; that is the point.

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "hub/record.hpp"
#include "hub/rolls.hpp"
#include "hub/tickets.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::hub {

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
    std::unordered_map<PupilId, Instant> last_seen{};    ///< of pupils whose device went silent

    /// The time deadlines and rules count with.
    [[nodiscard]] Instant now();
    /// Something about this pupil's device changed: every view that shows the pupil asks the rules again.
    void look_again(PupilId);
    /// Tells the pupil's device who looks now, and how.
    void settle_lease(PupilId);
};

}  // namespace monitor::hub
