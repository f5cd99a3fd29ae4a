#include "monitor/capture/frame.hpp"

#include <cstring>

namespace monitor::capture {

Bytes Frame::clone() const {
    const auto row = static_cast<std::size_t>(size_.width) * 4;
    Bytes packed(row * static_cast<std::size_t>(size_.height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(size_.height); ++y)
        std::memcpy(packed.data() + y * row, pixels_.data() + y * stride_, row);
    return packed;
}

}  // namespace monitor::capture
