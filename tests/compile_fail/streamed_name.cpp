// Can a name reach a log through a stream? (P7)
// must say: no match for .operator<<.

#include <ostream>
#include <string>

#include "monitor/base/personal.hpp"

void write(std::ostream& log, const monitor::Personal<std::string>& name) {
#ifdef WRONG
    log << name;
#else
    log << name.reveal(monitor::Purpose::operate).size();
#endif
}
