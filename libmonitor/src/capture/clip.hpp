#pragma once
// capture: a screen kept in a file, with the moments and places at which it changed (docs/formats/clip.md).
//
// For test desktops and benchmarks only. This header is inside the room and recording has no way out of it: no option, command
// or message records a pupil's screen.

#include "capture/regions.hpp"
#include "monitor/base/error.hpp"
#include "monitor/capture/capturer.hpp"

namespace monitor::capture {

struct Clip {
    struct Patch {
        Rect where{};
        std::size_t begin{}, length{};  ///< of its coded pixels in `bytes`
    };
    struct Picture {
        std::chrono::milliseconds at{};
        std::vector<Patch> patches{};
    };

    Size size{};
    std::chrono::milliseconds length{};  ///< then it starts again; zero: it stands still after its last picture
    std::vector<Picture> pictures{};     ///< never empty; the first covers the whole screen at 0
    Bytes bytes{};
};

/// Checks everything: whatever it gives can be painted without a further look. `place` names picture and rectangle.
[[nodiscard]] std::expected<Clip, Error> read_clip(Bytes file);
/// Draws one patch into rows of `stride` bytes that hold the clip's whole screen.
void paint(const Clip&, const Clip::Patch&, std::span<std::byte> canvas, std::size_t stride);

/// Writes a clip, picture by picture.
class ClipWriter {
public:
    /// Sides of 1 to 16384.
    explicit ClipWriter(Size);
    /// `at` does not go back. The first is written whole, later ones as far as they changed; another size is left out.
    void add(std::chrono::milliseconds at, const Frame&);
    [[nodiscard]] Bytes finished(std::chrono::milliseconds length) &&;

private:
    Size size_;
    std::uint32_t count_{};
    Bytes bytes_;
};

/// What `capturer` gives during `length` by `clock`, as the bytes of a clip; a screen that changes size ends it.
[[nodiscard]] std::expected<Bytes, CaptureError> record(Capturer& capturer, std::chrono::milliseconds length, const Clock& clock);

}  // namespace monitor::capture
