// Is there an empty permit to pass around until someone fills it in?
// must say: no matching function for call to .*Permit::Permit\(\)

#include <optional>

#include "monitor/policy/ruling.hpp"

#ifdef WRONG
monitor::policy::Permit later() {
    return {};
}
monitor::policy::Permit none = monitor::policy::Permit();
#else
std::optional<monitor::policy::Permit> later() {
    return {};
}
#endif
