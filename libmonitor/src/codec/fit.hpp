#pragma once
// codec: how large does a screen become in a picture?

#include "monitor/base/size.hpp"

namespace monitor::codec {

/// The largest even size within `at_most` with the proportions of `source`; never larger than `source`. A screen that fits
/// keeps its pixels and loses at most one row and one column.
[[nodiscard]] constexpr Size fit(Size source, Size at_most) noexcept {
    constexpr auto even = [](std::int64_t side) { return static_cast<std::int32_t>(std::max<std::int64_t>(2, side / 2 * 2)); };
    if (source.width <= at_most.width && source.height <= at_most.height) return {even(source.width), even(source.height)};

    const std::int64_t width = source.width, height = source.height;
    const bool wide = width * at_most.height >= height * at_most.width;
    const std::int64_t from = wide ? width : height, to = wide ? at_most.width : at_most.height;
    const auto scaled = [&](std::int64_t side, std::int64_t limit) {
        return even(std::min(limit, (side * to + from / 2) / from + 1));
    };
    return {wide ? even(to) : scaled(width, at_most.width), wide ? scaled(height, at_most.height) : even(to)};
}

}  // namespace monitor::codec
