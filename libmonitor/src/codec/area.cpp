#include "codec/area.hpp"

namespace monitor::codec {
namespace {

constexpr int whole = 256;

/// Adds `part` 256ths of a row; sixteen pixels at a time, so that the compiler makes vectors of it.
void add(std::uint16_t* __restrict sum, const std::uint8_t* __restrict line, std::size_t width, std::uint16_t part) {
    constexpr std::size_t step = 16;
    std::size_t x = 0;
    for (; x + step <= width; x += step)
        for (std::size_t i = 0; i < step; ++i) sum[x + i] = static_cast<std::uint16_t>(sum[x + i] + line[x + i] * part);
    for (; x < width; ++x) sum[x] = static_cast<std::uint16_t>(sum[x] + line[x] * part);
}

}  // namespace

Shares::Shares(int larger, int smaller) : runs_(static_cast<std::size_t>(smaller)) {
    // Both sides measured in units of which `smaller` make one pixel of the larger side and `larger` one of the smaller.
    for (std::int64_t i = 0; i < smaller; ++i) {
        auto& run = runs_[static_cast<std::size_t>(i)];
        const std::int64_t begin = i * larger, end = begin + larger;
        run.first = static_cast<int>(begin / smaller);
        int given = 0;
        for (std::int64_t at = run.first; at * smaller < end; ++at) {
            // Rounding the running total, not each part: the parts add up to exactly 256.
            const auto covered = std::min(end, (at + 1) * smaller) - begin;
            const int total = static_cast<int>((covered * whole + larger / 2) / larger);
            run.parts.push_back(static_cast<std::uint16_t>(total - given));
            given = total;
        }
    }
}

void Area::scale(const std::uint8_t* from, int from_stride, std::uint8_t* to, int to_stride, const Rect& where) {
    if (where.empty()) return;
    const int left = across_.of(where.x).first, right = across_.of(where.x + where.width - 1).end();
    const auto width = static_cast<std::size_t>(right - left);
    for (int y = where.y; y < where.y + where.height; ++y) {
        row_.assign(width, 0);
        auto* sum = row_.data();
        const auto& rows = down_.of(y);
        for (std::size_t i = 0; i < rows.parts.size(); ++i) {
            const auto* line = from + static_cast<std::ptrdiff_t>(rows.first + static_cast<int>(i)) * from_stride + left;
            add(sum, line, width, rows.parts[i]);
        }
        auto* out = to + static_cast<std::ptrdiff_t>(y) * to_stride;
        for (int x = where.x; x < where.x + where.width; ++x) {
            const auto& run = across_.of(x);
            const auto* first = sum + (run.first - left);
            std::uint32_t mean = whole * whole / 2;
            for (std::size_t i = 0; i < run.parts.size(); ++i) mean += std::uint32_t{first[i]} * run.parts[i];
            out[x] = static_cast<std::uint8_t>(mean >> 16);
        }
    }
}

}  // namespace monitor::codec
