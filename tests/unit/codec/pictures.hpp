#pragma once
// Tools of the codec tests: what should a decoded picture look like, and how near is it?

#include <cmath>
#include <limits>

#include "monitor/codec/decoder.hpp"
#include "support/drawn_screen.hpp"

namespace monitor::test {

inline std::uint8_t channel(const codec::Decoded& picture, int x, int y, int which) {
    const auto index =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width) + static_cast<std::size_t>(x)) * 4;
    return std::to_integer<std::uint8_t>(picture.bgrx[index + static_cast<std::size_t>(which)]);
}

/// The exact mean of the screen's pixels (as fractions at the edges) that one pixel of a picture of `size` stands for.
inline double mean(const DrawnScreen& screen, Size size, int x, int y, int which) {
    const double wide = double(screen.size().width) / size.width, high = double(screen.size().height) / size.height;
    double sum = 0, weight = 0;
    for (int sy = int(y * high); sy < std::min(screen.size().height, int(std::ceil((y + 1) * high))); ++sy)
        for (int sx = int(x * wide); sx < std::min(screen.size().width, int(std::ceil((x + 1) * wide))); ++sx) {
            const double covers = (std::min(sx + 1.0, (x + 1) * wide) - std::max<double>(sx, x * wide)) *
                                  (std::min(sy + 1.0, (y + 1) * high) - std::max<double>(sy, y * high));
            const auto colour = screen.at(sx, sy);
            sum += covers * (which == 0 ? colour.blue : which == 1 ? colour.green : colour.red);
            weight += covers;
        }
    return sum / weight;
}

/// Of brightness, in decibel, against the exact mean of the screen.
inline double psnr(const codec::Decoded& picture, const DrawnScreen& screen) {
    double error = 0;
    for (int y = 0; y < picture.size.height; ++y)
        for (int x = 0; x < picture.size.width; ++x) {
            constexpr double weights[] = {0.114, 0.587, 0.299};
            double difference = 0;
            for (int i = 0; i < 3; ++i)
                difference += weights[i] * (channel(picture, x, y, i) - mean(screen, picture.size, x, y, i));
            error += difference * difference;
        }
    error /= double(picture.size.width) * picture.size.height;
    return error == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(255.0 * 255.0 / error);
}

}  // namespace monitor::test
