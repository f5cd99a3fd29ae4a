// codec: colour conversion and scaling, in libyuv.
//
// I420Scale with the box filter is exact and fast when the ratio is a whole number (1920 to 480); for every other ratio libyuv
// aliases, so Area does it.

#include "codec/planes.hpp"

#include <libyuv/convert.h>
#include <libyuv/convert_argb.h>
#include <libyuv/scale.h>

namespace monitor::codec {
namespace {

constexpr int half(int side) {
    return (side + 1) / 2;
}

/// Where pixel (x, y) of the full size lies in a plane; both even.
std::size_t offset(int plane, int stride, int x, int y) {
    const int shrink = plane == 0 ? 1 : 2;
    return static_cast<std::size_t>(y / shrink) * static_cast<std::size_t>(stride) + static_cast<std::size_t>(x / shrink);
}

/// Grown until all four edges are multiples of `step`, then cut to `limit`.
Rect rounded_out(const Rect& where, int step, Size limit) {
    const int left = where.x / step * step, top = where.y / step * step;
    const int right = (where.x + where.width + step - 1) / step * step;
    const int bottom = (where.y + where.height + step - 1) / step * step;
    return Rect{left, top, right - left, bottom - top}.common({0, 0, limit.width, limit.height});
}

}  // namespace

Planes::Planes(Size size) : size_{size}, stride_{size.width, half(size.width), half(size.width)} {
    for (std::size_t i = 0; i < 3; ++i) {
        const int rows = i == 0 ? size.height : half(size.height);
        plane_[i].assign(static_cast<std::size_t>(stride_[i]) * static_cast<std::size_t>(rows), i == 0 ? 16 : 128);
    }
}

PlanesView Planes::view() const noexcept {
    return {size_, {plane_[0].data(), plane_[1].data(), plane_[2].data()}, stride_};
}

Rect Planes::take(const capture::Frame& frame, const Rect& where) {
    const Rect part = rounded_out(where.common({0, 0, size_.width, size_.height}), 2, size_);
    if (part.empty()) return {};
    const auto* from = reinterpret_cast<const std::uint8_t*>(frame.pixels().data()) +
                       static_cast<std::size_t>(part.y) * frame.stride() + static_cast<std::size_t>(part.x) * 4;
    const auto to = [&](int i) {
        const auto plane = static_cast<std::size_t>(i);
        return plane_[plane].data() + offset(i, stride_[plane], part.x, part.y);
    };
    libyuv::ARGBToI420(from, static_cast<int>(frame.stride()), to(0), stride_[0], to(1), stride_[1], to(2), stride_[2],
                       part.width, part.height);
    return part;
}

void Planes::scale_from(const Planes& source, const Rect& where) {
    const Rect to = where.common({0, 0, size_.width, size_.height});
    if (to.empty()) return;
    const auto from = source.view();
    const int times = from.size.width / size_.width;
    if (from.size == Size{size_.width * times, size_.height * times}) {
        const auto read = [&](int i) {
            const auto plane = static_cast<std::size_t>(i);
            return from.plane[plane] + offset(i, from.stride[plane], to.x * times, to.y * times);
        };
        const auto write = [&](int i) {
            const auto plane = static_cast<std::size_t>(i);
            return plane_[plane].data() + offset(i, stride_[plane], to.x, to.y);
        };
        libyuv::I420Scale(read(0), from.stride[0], read(1), from.stride[1], read(2), from.stride[2], to.width * times,
                          to.height * times, write(0), stride_[0], write(1), stride_[1], write(2), stride_[2], to.width,
                          to.height, libyuv::kFilterBox);
        return;
    }
    const auto halves = [](Size size) { return Size{half(size.width), half(size.height)}; };
    if (scaled_ != from.size) {
        area_ = {Area{from.size, size_}, Area{halves(from.size), halves(size_)}};
        scaled_ = from.size;
    }
    const Rect colour{to.x / 2, to.y / 2, half(to.width), half(to.height)};
    for (std::size_t i = 0; i < 3; ++i)
        area_[i == 0 ? 0 : 1].scale(from.plane[i], from.stride[i], plane_[i].data(), stride_[i], i == 0 ? to : colour);
}

Rect shrunk(const Rect& where, Size from, Size to) {
    if (from == to) return rounded_out(where, 2, to);
    // Two pixels more on each side: colour is kept at half the size, so its pixels reach further.
    const auto down = [](std::int64_t edge, int a, int b) { return static_cast<std::int32_t>(edge * b / a) - 2; };
    const auto up = [](std::int64_t edge, int a, int b) { return static_cast<std::int32_t>((edge * b + a - 1) / a) + 2; };
    const int left = std::max(0, down(where.x, from.width, to.width)), top = std::max(0, down(where.y, from.height, to.height));
    const int right = up(where.x + where.width, from.width, to.width);
    const int bottom = up(where.y + where.height, from.height, to.height);
    return rounded_out({left, top, right - left, bottom - top}, 2, to);
}

Bytes bgrx(const PlanesView& from) {
    const auto width = static_cast<std::size_t>(from.size.width), height = static_cast<std::size_t>(from.size.height);
    Bytes pixels(width * height * 4);
    libyuv::I420ToARGB(from.plane[0], from.stride[0], from.plane[1], from.stride[1], from.plane[2], from.stride[2],
                       reinterpret_cast<std::uint8_t*>(pixels.data()), static_cast<int>(width * 4), from.size.width,
                       from.size.height);
    return pixels;
}

}  // namespace monitor::codec
