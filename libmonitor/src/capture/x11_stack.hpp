#pragma once
// capture: does any window lie over this one?
//
// With a compositor, VisibilityNotify always says "unobscured": every window is drawn aside first. The order of the windows
// still tells.

#include "capture/regions.hpp"
#include "capture/x11_connection.hpp"

namespace monitor::capture::x11 {

/// True when a visible window above `window` reaches into `place`, or `window` is not there.
[[nodiscard]] bool covered(const Connection&, std::uint32_t window, const Rect& place);

}  // namespace monitor::capture::x11
