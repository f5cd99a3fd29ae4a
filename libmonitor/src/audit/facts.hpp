#pragma once
// audit: in which order are the facts of a ruling written down? Private. Append, never reorder: what an old entry does not have,
// was not known then.

#include "monitor/policy/facts.hpp"

namespace monitor::audit {

/// Calls `each(fact)` for every fact that is an enumeration.
template <class Facts, class Each>
void each_fact(Facts& facts, Each each) {
    each(facts.timekeeping);
    each(facts.directory);
    each(facts.employment);
    each(facts.schools);
    each(facts.relation);
    each(facts.objection);
    each(facts.hours);
    each(facts.viewer);
    each(facts.device_user);
    each(facts.device);
    each(facts.remote_lesson);
    each(facts.indicator);
    each(facts.role);
    each(facts.restriction);
}

/// Calls `each(end)` for every instant among them.
template <class Facts, class Each>
void each_end(Facts& facts, Each each) {
    each(facts.hours_end);
    each(facts.remote_end);
    each(facts.look_end);
}

}  // namespace monitor::audit
