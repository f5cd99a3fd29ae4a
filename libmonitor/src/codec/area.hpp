#pragma once
// codec: how is a plane made smaller at any ratio, so that every pixel is the mean of exactly those it stands for?
//
// libyuv does this for whole ratios only; at 1366 to 480 its box is a pixel off every few columns, which thins out text.

#include <cstdint>
#include <vector>

#include "monitor/base/size.hpp"

namespace monitor::codec {

/// Along one direction: which run of the larger side each pixel of the smaller side stands for, in 256ths.
class Shares {
public:
    Shares() = default;
    Shares(int larger, int smaller);

    struct Run {
        int first{};
        std::vector<std::uint16_t> parts{};  ///< adds up to 256
        [[nodiscard]] int end() const { return first + static_cast<int>(parts.size()); }
    };
    [[nodiscard]] const Run& of(int pixel) const { return runs_[static_cast<std::size_t>(pixel)]; }

private:
    std::vector<Run> runs_;
};

/// One plane becoming smaller.
class Area {
public:
    Area() = default;
    Area(Size larger, Size smaller) : across_{larger.width, smaller.width}, down_{larger.height, smaller.height} {}

    /// Fills the part `where` of `to`, in its own pixels.
    void scale(const std::uint8_t* from, int from_stride, std::uint8_t* to, int to_stride, const Rect& where);

private:
    Shares across_, down_;
    std::vector<std::uint16_t> row_;  ///< one row of the smaller side, still as wide as the larger
};

}  // namespace monitor::codec
