#pragma once
// capture: what really differs where a screen says it was painted?
//
// Programs repaint what was there already. Comparing costs less than encoding, because the pixels are in the cache anyway.

#include "capture/regions.hpp"
#include "monitor/base/bytes.hpp"

namespace monitor::capture {

/// Copies `fresh` (rows of `where`, packed) into rows of `stride` bytes, and adds to `changed` the tiles that were not equal.
void take_over(BytesView fresh, const Rect& where, std::span<std::byte> canvas, std::size_t stride, Rects& changed);

}  // namespace monitor::capture
