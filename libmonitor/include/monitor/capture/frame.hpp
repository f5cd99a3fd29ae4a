#pragma once
// capture: one picture of a screen, and which parts of it are new.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/size.hpp"

namespace monitor::capture {

/// Move-only: copying a screen is a privacy event and must be visible in the code (clone()).
class Frame {
public:
    /// `pixels`: rows of 4-byte B G R X, `stride` bytes a row, alive until the next call of Capturer::next().
    /// `place`: where the picture stands on the desktop; by default its top left is the desktop's.
    Frame(Size size, std::size_t stride, std::span<std::byte> pixels, std::vector<Rect> changed, Instant taken, Rect place = {})
        : size_{size},
          stride_{stride},
          pixels_{pixels},
          changed_{std::move(changed)},
          taken_{taken},
          place_{place.x, place.y, size.width, size.height} {}
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    Frame(Frame&&) = default;
    Frame& operator=(Frame&&) = default;
    ~Frame() = default;

    [[nodiscard]] Size size() const noexcept { return size_; }
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }
    [[nodiscard]] BytesView pixels() const noexcept { return pixels_; }
    /// Rectangles that may differ from the frame before; the whole screen for the first one. Never empty, never outside.
    [[nodiscard]] std::span<const Rect> changed() const noexcept { return changed_; }
    [[nodiscard]] Instant taken() const noexcept { return taken_; }
    /// Where this picture stands, in desktop pixels.
    [[nodiscard]] Rect place() const noexcept { return place_; }
    /// The same pixels, for a decorator that paints over them and puts them back before it asks for the next frame.
    [[nodiscard]] std::span<std::byte> canvas() noexcept { return pixels_; }
    /// The pixels as a value of their own, rows packed.
    [[nodiscard]] Bytes clone() const;

private:
    Size size_;
    std::size_t stride_;
    std::span<std::byte> pixels_;
    std::vector<Rect> changed_;
    Instant taken_;
    Rect place_;
};

}  // namespace monitor::capture
