// Can the rules be asked and their answer dropped?
// must say: ignoring return value of .*decide

#include "monitor/policy/ruling.hpp"

using namespace monitor;

bool may(const policy::Request& request, const policy::Facts& facts, Instant now) {
#ifdef WRONG
    policy::decide(request, facts, now);
    return true;
#else
    return policy::decide(request, facts, now).has_value();
#endif
}
