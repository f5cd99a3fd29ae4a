#include "capture/differences.hpp"

#include <cstring>
#include <utility>

namespace monitor::capture {
namespace {

constexpr int wide = 64, high = 16;  // a tile; lies on the grid of the whole screen
constexpr std::size_t pixel = 4;

class Strips {
public:
    Strips(BytesView fresh, const Rect& where, std::span<std::byte> canvas, std::size_t stride)
        : fresh_{fresh}, where_{where}, canvas_{canvas}, stride_{stride} {}

    /// True when the tile was not equal; it is then.
    bool take(const Rect& tile) {
        const auto row_bytes = static_cast<std::size_t>(tile.width) * pixel;
        for (int y = tile.y; y < tile.y + tile.height; ++y) {
            if (std::memcmp(there(tile.x, y), here(tile.x, y), row_bytes) == 0) continue;
            for (; y < tile.y + tile.height; ++y) std::memcpy(there(tile.x, y), here(tile.x, y), row_bytes);
            return true;
        }
        return false;
    }

private:
    [[nodiscard]] std::byte* there(int x, int y) const {
        return canvas_.data() + static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x) * pixel;
    }
    [[nodiscard]] const std::byte* here(int x, int y) const {
        const auto row = static_cast<std::size_t>(y - where_.y), column = static_cast<std::size_t>(x - where_.x);
        return fresh_.data() + (row * static_cast<std::size_t>(where_.width) + column) * pixel;
    }

    BytesView fresh_;
    Rect where_;
    std::span<std::byte> canvas_;
    std::size_t stride_;
};

/// Adds `run`, as one with the rectangle right above it when they are equally wide.
void add(Rects& changed, std::size_t first, const Rect& run) {
    for (auto i = first; i < changed.size(); ++i)
        if (auto& above = changed[i]; above.x == run.x && above.width == run.width && above.y + above.height == run.y) {
            above.height += run.height;
            return;
        }
    changed.push_back(run);
}

}  // namespace

void take_over(BytesView fresh, const Rect& where, std::span<std::byte> canvas, std::size_t stride, Rects& changed) {
    Strips strips{fresh, where, canvas, stride};
    const auto first = changed.size();
    const int right = where.x + where.width, bottom = where.y + where.height;
    for (int y = where.y; y < bottom;) {
        const int below = std::min(bottom, (y / high + 1) * high);
        Rect run;
        for (int x = where.x; x < right;) {
            const int beyond = std::min(right, (x / wide + 1) * wide);
            const Rect tile{x, y, beyond - x, below - y};
            if (strips.take(tile))
                run = run.around(tile);
            else if (!run.empty())
                add(changed, first, std::exchange(run, {}));
            x = beyond;
        }
        if (!run.empty()) add(changed, first, run);
        y = below;
    }
}

}  // namespace monitor::capture
