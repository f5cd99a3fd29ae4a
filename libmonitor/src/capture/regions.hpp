#pragma once
// capture: lists of rectangles that say what changed.

#include <vector>

#include "monitor/base/size.hpp"

namespace monitor::capture {

using Rects = std::vector<Rect>;

[[nodiscard]] constexpr Rect whole(Size size) noexcept {
    return {0, 0, size.width, size.height};
}
/// The part inside `limit`, with edges moved out to multiples of `step` where `limit` lets them; empty() when outside.
[[nodiscard]] Rect rounded_out(const Rect&, int step, const Rect& limit) noexcept;
/// The smallest rectangle around all.
[[nodiscard]] Rect around(const Rects&) noexcept;
[[nodiscard]] std::int64_t area(const Rects&) noexcept;
/// What of `rects` lies outside `hole`.
[[nodiscard]] Rects without(const Rects& rects, const Rect& hole);
/// The same rectangles, or the one around them when there are more than `most`.
[[nodiscard]] Rects at_most(std::size_t most, Rects rects);

}  // namespace monitor::capture
