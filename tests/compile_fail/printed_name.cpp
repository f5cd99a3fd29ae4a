// Can a name reach a log by formatting it? (P7)
// must say: Cannot format an argument

#include <string>

#include <fmt/format.h>

#include "monitor/base/personal.hpp"

using namespace monitor;

std::string line(const Personal<std::string>& name) {
#ifdef WRONG
    return fmt::format("signed in: {}", name);
#else
    return fmt::format("signed in: {}", name.reveal(Purpose::operate).size());
#endif
}
