#pragma once
// support: a screen drawn in memory: a desktop with a window of text-like marks, coloured bars and a soft gradient.

#include <cmath>
#include <cstdint>

#include "monitor/capture/frame.hpp"

namespace monitor::test {

struct Colour {
    std::uint8_t blue{}, green{}, red{};
    friend bool operator==(const Colour&, const Colour&) = default;
};

class DrawnScreen {
public:
    explicit DrawnScreen(Size size)
        : size_{size}, pixels_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4) {
        desktop();
    }

    [[nodiscard]] Size size() const { return size_; }
    [[nodiscard]] BytesView pixels() const { return pixels_; }
    [[nodiscard]] Rect whole() const { return {0, 0, size_.width, size_.height}; }

    void fill(const Rect& where, Colour colour) {
        const Rect part = where.common(whole());
        for (int y = part.y; y < part.y + part.height; ++y)
            for (int x = part.x; x < part.x + part.width; ++x) put(x, y, colour);
    }
    /// Rows of dark marks on white, different for every `seed`.
    void text(const Rect& where, std::uint32_t seed) {
        fill(where, {255, 255, 255});
        for (int y = where.y + 4; y + 10 < where.y + where.height; y += 16)
            for (int x = where.x + 4; x + 6 < where.x + where.width; x += 8) {
                seed = seed * 1664525 + 1013904223;
                if (seed >> 29 == 0) continue;  // a space
                for (int bit = 0; bit < 15; ++bit)
                    if (seed >> bit & 1) fill({x + bit % 3 * 2, y + bit / 3 * 2, 2, 2}, {40, 30, 30});
            }
    }
    /// What no encoder can press together.
    void noise(std::uint32_t seed) {
        for (int y = 0; y < size_.height; ++y)
            for (int x = 0; x < size_.width; ++x) {
                seed = seed * 1664525 + 1013904223;
                put(x, y,
                    {static_cast<std::uint8_t>(seed >> 24), static_cast<std::uint8_t>(seed >> 16),
                     static_cast<std::uint8_t>(seed >> 8)});
            }
    }
    [[nodiscard]] Colour at(int x, int y) const {
        const auto* p = reinterpret_cast<const std::uint8_t*>(pixels_.data()) + place(x, y);
        return {p[0], p[1], p[2]};
    }
    /// A frame that views this screen, which must outlive it.
    [[nodiscard]] capture::Frame frame(std::vector<Rect> changed) {
        return {size_, static_cast<std::size_t>(size_.width) * 4, pixels_, std::move(changed), {}};
    }

private:
    [[nodiscard]] std::size_t place(int x, int y) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(x)) * 4;
    }
    void put(int x, int y, Colour colour) {
        auto* p = reinterpret_cast<std::uint8_t*>(pixels_.data()) + place(x, y);
        p[0] = colour.blue, p[1] = colour.green, p[2] = colour.red, p[3] = 255;
    }
    void desktop() {
        for (int y = 0; y < size_.height; ++y)
            for (int x = 0; x < size_.width; ++x)
                put(x, y,
                    {static_cast<std::uint8_t>(90 + x * 80 / size_.width), static_cast<std::uint8_t>(60 + y * 90 / size_.height),
                     50});
        text({size_.width / 10, size_.height / 10, size_.width / 2, size_.height / 2}, 7);
        const Colour bars[] = {{0, 0, 220}, {0, 200, 0}, {220, 60, 0}, {0, 200, 230}, {200, 0, 200}, {128, 128, 128}};
        for (int i = 0; i < 6; ++i)
            fill({size_.width * (65 + 5 * i) / 100, size_.height / 2, size_.width / 20, size_.height / 3}, bars[i]);
    }

    Size size_;
    Bytes pixels_;
};

}  // namespace monitor::test
