#pragma once
// capture: what does the strip look like?

#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/size.hpp"

namespace monitor::capture {

struct PaintedStrip {
    Size size{};
    Bytes pixels{};               ///< rows of B G R X, packed
    std::vector<Rect> outline{};  ///< what of it is strip: the lower corners are round
};

/// The words as they may be shown: one line of valid UTF-8, nothing that steers the text, at most some 200 characters.
[[nodiscard]] std::string showable(const std::string& words);

/// An eye and `words`, white on dark, at most `widest` pixels; words that do not fit end in an ellipsis. `scale`: 1 is 28 pixels
/// high.
[[nodiscard]] PaintedStrip paint_strip(const std::string& words, std::int32_t widest, double scale);

}  // namespace monitor::capture
