#pragma once
// capture: the pointer, which X keeps out of every picture of the screen, drawn into it and lifted out again.

#include <vector>

#include "capture/regions.hpp"
#include "capture/x11_monitors.hpp"

namespace monitor::capture::x11 {

/// A piece of screen: rows of B G R X and where its top left stands on the desktop.
struct Canvas {
    std::span<std::byte> pixels{};
    std::size_t stride{};
    Rect place{};
};

class Cursor {
public:
    /// Takes over the shape that is shown now.
    void reshape(const Connection&);
    void move(Point to) noexcept { at_ = to; }
    /// Where it covers the screen, in desktop pixels.
    [[nodiscard]] Rect place() const noexcept { return {at_.x - hot_.x, at_.y - hot_.y, size_.width, size_.height}; }

    /// Draws it and remembers what was below.
    void paint(const Canvas&);
    /// Puts back what was below; nothing when it is not drawn.
    void lift(const Canvas&);
    /// The canvas it was drawn on is gone.
    void forget() noexcept { drawn_ = {}; }

private:
    Point at_{}, hot_{};
    Size size_{};
    std::vector<std::uint32_t> shape_;  ///< A R G B, colours multiplied by A already
    Rect drawn_{};                      ///< relative to the canvas
    std::vector<std::byte> below_;
};

}  // namespace monitor::capture::x11
