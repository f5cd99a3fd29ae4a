#include "capture/waiting.hpp"

#include <algorithm>
#include <thread>

namespace monitor::capture {

bool has_come(Tick due, const Clock& clock, std::chrono::milliseconds patience) {
    using std::chrono::milliseconds;
    const Tick start = clock.tick(), end = std::min(due, start + patience);
    if (start < end) {
        std::this_thread::sleep_for(std::min<milliseconds>(end - start, milliseconds{2}));  // long enough for one tick
        for (Tick now = clock.tick(); now > start && now < end; now = clock.tick()) std::this_thread::sleep_for(end - now);
    }
    return clock.tick() >= due;
}

}  // namespace monitor::capture
