// Can something be put into the catalogue of everything kept without its kind? (P7)
// must say: cannot convert .const char\*. to .monitor::retention::Kind.

#include "monitor/retention/catalogue.hpp"

using namespace monitor::retention;

#ifdef WRONG
Field field{"people.pupils", "name"};
#else
Field field{Kind::pupil, "people.pupils", "name"};
#endif
