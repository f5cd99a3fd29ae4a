// pages: was it written down already that this visitor reads?

#include "http/noted.hpp"

#include <algorithm>

namespace monitor::pages {

Noted::Already Noted::already(const std::string& reading) {
    const std::lock_guard lock{mutex_};
    std::erase_if(until_, [now = clock_.tick()](const auto& one) { return one.second <= now; });
    return until_.contains(reading) ? Already::yes : Already::no;
}

void Noted::note(const std::string& reading) {
    const std::lock_guard lock{mutex_};
    if (until_.size() >= most)
        until_.erase(std::ranges::min_element(until_, {}, [](const auto& one) { return one.second; }));
    until_[reading] = clock_.tick() + life;
}

}  // namespace monitor::pages
