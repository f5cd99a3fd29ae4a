// Can a term be asked for something that has no kind? (P6)
// must say: cannot convert .int. to .monitor::retention::Kind.

#include "monitor/retention/term.hpp"

using namespace monitor::retention;

Term term() {
#ifdef WRONG
    return ceiling(3);
#else
    return ceiling(Kind::pupil);
#endif
}
