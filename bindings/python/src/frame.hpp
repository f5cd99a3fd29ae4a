#pragma once
// bindings: a frame as Python holds it: its own copy of the pixels, because Python may hold a view for as long as it likes.

#include <vector>

#include "monitor/capture/frame.hpp"
#include "parts.hpp"

namespace monitor::python {

struct OwnFrame {
    Size size{};
    Bytes pixels{};  ///< rows packed, 4 bytes B G R X a pixel
    std::vector<Rect> changed{};
    Instant taken{};
};

/// (height, width, 4), read-only; the view keeps its object alive.
[[nodiscard]] py::buffer_info picture_buffer(Size, const Bytes& pixels);

}  // namespace monitor::python
