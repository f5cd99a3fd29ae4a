// Can a deadline be held against the clock that restarts at every boot?
// must say: no match for .operator<

#include "monitor/base/clock.hpp"

using namespace monitor;

bool over(const Clock& clock, Instant deadline) {
#ifdef WRONG
    return deadline < clock.tick();
#else
    return deadline < clock.now();
#endif
}
