#pragma once
// codec: a screen as VP8 wants it: one plane of brightness and two of colour at half the size (I420, BT.601 limited range).

#include <array>
#include <cstdint>

#include "codec/area.hpp"
#include "monitor/base/bytes.hpp"
#include "monitor/base/size.hpp"
#include "monitor/capture/frame.hpp"

namespace monitor::codec {

/// The planes of someone else, to read.
struct PlanesView {
    Size size{};
    std::array<const std::uint8_t*, 3> plane{};
    std::array<int, 3> stride{};
};

class Planes {
public:
    Planes() = default;
    explicit Planes(Size);

    [[nodiscard]] Size size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == Size{}; }
    [[nodiscard]] PlanesView view() const noexcept;

    /// Converts the part of `frame` in `where`, rounded out to even pixels; gives what was really written. Same size needed.
    Rect take(const capture::Frame& frame, const Rect& where);
    /// Fills the part `where` (even edges) of this from `source`, which it is a smaller picture of: every pixel the mean of those
    /// it stands for.
    void scale_from(const Planes& source, const Rect& where);

private:
    Size size_{};
    std::array<std::vector<std::uint8_t>, 3> plane_{};
    std::array<int, 3> stride_{};
    Size scaled_{};             ///< what the two below were made for
    std::array<Area, 2> area_;  ///< brightness, colour
};

/// `where` of a picture of size `from`, rounded out to even pixels in one of size `to`.
[[nodiscard]] Rect shrunk(const Rect& where, Size from, Size to);

/// Back to rows of B G R X, packed.
[[nodiscard]] Bytes bgrx(const PlanesView&);

}  // namespace monitor::codec
