#pragma once
// start: what is left in the buffers that Poco keeps for the next page? Whole pages, with names; so they are overwritten.

namespace monitor::start {

/// Those that no page uses now. Any thread.
void wipe_spare_buffers();

}  // namespace monitor::start
