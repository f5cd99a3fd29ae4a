// Can a screen be copied without anyone seeing it in the code? (P5)
// must say: use of deleted function .*Frame\(const monitor::capture::Frame&\)

#include "monitor/capture/frame.hpp"

using namespace monitor;

#ifdef WRONG
capture::Frame twice(const capture::Frame& frame) {
    return frame;
}
#else
Bytes twice(const capture::Frame& frame) {
    return frame.clone();
}
#endif
