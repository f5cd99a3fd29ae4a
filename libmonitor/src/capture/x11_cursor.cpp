#include "capture/x11_cursor.hpp"

#include <algorithm>

#include <xcb/xcb.h>
#include <xcb/xfixes.h>

namespace monitor::capture::x11 {
namespace {

constexpr std::size_t pixel = 4;

std::span<std::byte> row(const Canvas& canvas, const Rect& part, int y) {
    const auto begin = static_cast<std::size_t>(part.y + y) * canvas.stride + static_cast<std::size_t>(part.x) * pixel;
    return canvas.pixels.subspan(begin, static_cast<std::size_t>(part.width) * pixel);
}

/// One pixel of the pointer over one of the screen.
void blend(std::span<std::byte> below, std::uint32_t over) {
    const std::uint32_t clear = 255 - (over >> 24);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto sum = (over >> (8 * i) & 255) + (std::to_integer<std::uint32_t>(below[i]) * clear + 127) / 255;
        below[i] = static_cast<std::byte>(std::min<std::uint32_t>(sum, 255));
    }
}

}  // namespace

void Cursor::reshape(const Connection& x) {
    const auto answer = owned(xcb_xfixes_get_cursor_image_reply(x.raw(), xcb_xfixes_get_cursor_image(x.raw()), nullptr));
    if (!answer) return;
    const auto* colours = xcb_xfixes_get_cursor_image_cursor_image(answer.get());
    const auto count = static_cast<std::size_t>(xcb_xfixes_get_cursor_image_cursor_image_length(answer.get()));
    size_ = {answer->width, answer->height};
    hot_ = {answer->xhot, answer->yhot};
    at_ = {answer->x, answer->y};
    shape_.assign(colours, colours + count);
    const bool visible = std::ranges::any_of(shape_, [](std::uint32_t colour) { return colour >> 24 != 0; });
    if (!visible || count < static_cast<std::size_t>(answer->width) * answer->height) size_ = {};
}

void Cursor::paint(const Canvas& canvas) {
    const Rect at = place();
    const Rect seen = at.common(canvas.place);
    drawn_ = {seen.x - canvas.place.x, seen.y - canvas.place.y, seen.width, seen.height};
    below_.clear();
    for (int y = 0; y < drawn_.height; ++y) {
        const auto line = row(canvas, drawn_, y);
        below_.insert(below_.end(), line.begin(), line.end());
        const auto* over = shape_.data() + static_cast<std::ptrdiff_t>(seen.y - at.y + y) * size_.width + (seen.x - at.x);
        for (int x = 0; x < drawn_.width; ++x) blend(line.subspan(static_cast<std::size_t>(x) * pixel, pixel), over[x]);
    }
}

void Cursor::lift(const Canvas& canvas) {
    for (int y = 0; y < drawn_.height; ++y) {
        const auto line = row(canvas, drawn_, y);
        std::copy_n(below_.begin() + static_cast<std::ptrdiff_t>(line.size()) * y, line.size(), line.begin());
    }
    drawn_ = {};
}

}  // namespace monitor::capture::x11
