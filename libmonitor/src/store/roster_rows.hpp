#pragma once
// store: how does a minimised roster become rows? Private. Inside the caller's transaction.

#include "minimal.hpp"
#include "monitor/roster/difference.hpp"
#include "people_file.hpp"

namespace monitor::store {

struct RosterWritten {
    roster::Tally pupils{}, staff{}, groups{};
};
/// Every row of the school as `minimal` has it; whoever is not in it goes, with all that hangs on them. `read`: when it came from
/// the administration. `alive`: what is past its deadline then is nobody any more. Links that are there stay; whose link the
/// roster undid loses their sessions.
RosterWritten write_roster(PeopleFile&, SchoolId, const Minimal& minimal, Instant read, Instant alive);

}  // namespace monitor::store
