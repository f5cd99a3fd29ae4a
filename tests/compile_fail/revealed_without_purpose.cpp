// Can a name be taken out without saying why? (P7)
// must say: no matching function for call to .*reveal\(\)

#include <string>

#include "monitor/base/personal.hpp"

std::string text(const monitor::Personal<std::string>& name) {
#ifdef WRONG
    return name.reveal();
#else
    return name.reveal(monitor::Purpose::identify_to_teacher);
#endif
}
