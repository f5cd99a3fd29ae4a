// Can `true` stand where the rules want to know which of several things is the case?
// must say: cannot convert .bool. to .monitor::policy::Hours. in assignment

#include "monitor/policy/ruling.hpp"

void open(monitor::policy::Facts& facts) {
#ifdef WRONG
    facts.hours = true;
#else
    facts.hours = monitor::policy::Hours::open;
#endif
}
