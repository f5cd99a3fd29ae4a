// start: does the system itself say that its clock is held right by a time server?

#include "start/time_sync.hpp"

#include <sys/timex.h>

namespace monitor::start {

retention::Trust time_sync() noexcept {
    timex asked{};  // modes 0: nothing is set
    const int state = ::adjtimex(&asked);
    const bool held = state != -1 && state != TIME_ERROR && (asked.status & STA_UNSYNC) == 0;
    return held ? retention::Trust::sure : retention::Trust::doubtful;
}

}  // namespace monitor::start
