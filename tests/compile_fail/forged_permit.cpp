// Can a permit be made without asking the rules? (P1, P14)
// must say: Permit::Permit.monitor::policy::Request, monitor::policy::Basis, monitor::Instant.. is private

#include "monitor/policy/ruling.hpp"

using namespace monitor;

policy::Ruling permit(const policy::Request& request, const policy::Facts& facts, Instant now) {
#ifdef WRONG
    return policy::Permit{request, policy::Basis::teaches_group, now};
#else
    return policy::decide(request, facts, now);
#endif
}
