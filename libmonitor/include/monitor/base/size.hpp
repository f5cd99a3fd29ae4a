#pragma once
// base: how large is a picture, and which part of it is meant? Pixels, origin top left.

#include <algorithm>
#include <compare>
#include <cstdint>

namespace monitor {

struct Size {
    std::int32_t width{};
    std::int32_t height{};
    friend constexpr bool operator==(Size, Size) = default;
};

struct Rect {
    std::int32_t x{}, y{}, width{}, height{};
    friend constexpr bool operator==(const Rect&, const Rect&) = default;

    [[nodiscard]] constexpr bool empty() const noexcept { return width <= 0 || height <= 0; }
    [[nodiscard]] constexpr std::int64_t area() const noexcept { return empty() ? 0 : std::int64_t{width} * height; }
    /// What both cover; empty() when nothing.
    [[nodiscard]] constexpr Rect common(const Rect& other) const noexcept {
        const auto left = std::max(x, other.x), top = std::max(y, other.y);
        const auto right = std::min(x + width, other.x + other.width);
        const auto bottom = std::min(y + height, other.y + other.height);
        return right > left && bottom > top ? Rect{left, top, right - left, bottom - top} : Rect{};
    }
    /// The smallest rectangle that covers both.
    [[nodiscard]] constexpr Rect around(const Rect& other) const noexcept {
        if (empty()) return other;
        if (other.empty()) return *this;
        const auto left = std::min(x, other.x), top = std::min(y, other.y);
        return {left, top, std::max(x + width, other.x + other.width) - left,
                std::max(y + height, other.y + other.height) - top};
    }
};

}  // namespace monitor
