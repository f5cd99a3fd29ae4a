#pragma once
// codec: which macroblocks may the encoder touch?
//
// What changed now and what changed in the picture before (once more, to refine it); nothing else costs time or bytes.

#include <cstdint>
#include <vector>

#include "monitor/base/size.hpp"

namespace monitor::codec {

class Activity {
public:
    Activity() = default;
    explicit Activity(Size picture)
        : columns_{(picture.width + block - 1) / block},
          rows_{(picture.height + block - 1) / block},
          now_(cells()),
          before_(cells()),
          map_(cells()) {}

    [[nodiscard]] int columns() const noexcept { return columns_; }
    [[nodiscard]] int rows() const noexcept { return rows_; }

    /// `changed` in pixels of the picture.
    void mark(const Rect& changed) {
        const int right = std::min(columns_, (changed.x + changed.width + block - 1) / block);
        const int bottom = std::min(rows_, (changed.y + changed.height + block - 1) / block);
        for (int row = std::max(0, changed.y / block); row < bottom; ++row)
            for (int column = std::max(0, changed.x / block); column < right; ++column) now_[cell(row, column)] = 1;
    }
    /// The map for a picture made now: one byte a macroblock, row by row. Ends this turn.
    [[nodiscard]] std::uint8_t* turn() {
        for (std::size_t i = 0; i < map_.size(); ++i) map_[i] = now_[i] | before_[i];
        before_.swap(now_);
        now_.assign(cells(), 0);
        return map_.data();
    }

private:
    static constexpr int block = 16;
    [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_); }
    [[nodiscard]] std::size_t cell(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }

    int columns_{}, rows_{};
    std::vector<std::uint8_t> now_, before_, map_;
};

}  // namespace monitor::codec
