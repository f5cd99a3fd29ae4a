// school: is this address inside that site?

#include "monitor/school/roll.hpp"

#include <algorithm>

namespace monitor::school {

bool holds(const Site& site, const Address& address) {
    return std::ranges::any_of(site.networks, [&](const Network& network) { return network.contains(address); });
}

}  // namespace monitor::school
