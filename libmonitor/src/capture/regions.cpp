#include "capture/regions.hpp"

namespace monitor::capture {
namespace {

constexpr int floor_to(int value, int step) {
    return (value >= 0 ? value / step : (value - step + 1) / step) * step;
}

}  // namespace

Rect rounded_out(const Rect& rect, int step, const Rect& limit) noexcept {
    const Rect inside = rect.common(limit);
    if (inside.empty()) return {};
    const int left = floor_to(inside.x, step), top = floor_to(inside.y, step);
    const int right = floor_to(inside.x + inside.width + step - 1, step);
    const int bottom = floor_to(inside.y + inside.height + step - 1, step);
    return Rect{left, top, right - left, bottom - top}.common(limit);
}

Rect around(const Rects& rects) noexcept {
    Rect all;
    for (const auto& rect : rects) all = all.around(rect);
    return all;
}

std::int64_t area(const Rects& rects) noexcept {
    std::int64_t sum = 0;
    for (const auto& rect : rects) sum += rect.area();
    return sum;
}

Rects without(const Rects& rects, const Rect& hole) {
    Rects left;
    const auto keep = [&](int x, int y, int right, int bottom) {
        if (right > x && bottom > y) left.push_back({x, y, right - x, bottom - y});
    };
    for (const auto& rect : rects) {
        const Rect gone = rect.common(hole);
        if (gone.empty()) {
            left.push_back(rect);
            continue;
        }
        const int right = rect.x + rect.width, bottom = rect.y + rect.height;
        keep(rect.x, rect.y, right, gone.y);
        keep(rect.x, gone.y, gone.x, gone.y + gone.height);
        keep(gone.x + gone.width, gone.y, right, gone.y + gone.height);
        keep(rect.x, gone.y + gone.height, right, bottom);
    }
    return left;
}

Rects at_most(std::size_t most, Rects rects) {
    if (rects.size() > most) rects = {around(rects)};
    return rects;
}

}  // namespace monitor::capture
