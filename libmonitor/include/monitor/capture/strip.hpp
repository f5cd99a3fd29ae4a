#pragma once
// capture: how does a pupil see, at every moment, that someone looks along, and who?
//
// The strip stands on top of every monitor while it is up, raises itself again when something covers it, and never takes focus
// or a click. Whoever captures asks standing() before every picture: covered or unmapped means no picture.

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "monitor/capture/capturer.hpp"

namespace monitor::capture {

enum class Standing : std::uint8_t { down = 0, covered = 1, up = 2 };  ///< up: on every monitor, nothing in front of it

/// Belongs to one thread.
class Strip {
public:
    virtual ~Strip() = default;
    Strip(const Strip&) = delete;
    Strip& operator=(const Strip&) = delete;

    /// Shows `words` ("Anouk de Vries kijkt mee"), at once; again with other words changes them.
    [[nodiscard]] virtual std::expected<void, CaptureError> show(const std::string& words) = 0;
    virtual void hide() = 0;
    /// What is true now, after handling what the screen reported; puts the strip back on top where it can.
    [[nodiscard]] virtual Standing standing() = 0;
    /// Where it stands, in desktop pixels: painted over in every picture and left out of the damage.
    [[nodiscard]] virtual std::vector<Rect> places() const = 0;

protected:
    Strip() = default;
};

/// The strip for the same screen as `Options`; for "pattern" and "replay" one that stands nowhere and is always up once shown.
[[nodiscard]] std::expected<std::unique_ptr<Strip>, CaptureError> open_strip(const Options&);

/// A capturer that gives frames only while `strip` is up (else empty), paints its places grey and takes them out of what
/// changed. `strip` is lent and lives longer.
[[nodiscard]] std::unique_ptr<Capturer> behind_strip(std::unique_ptr<Capturer>, Strip& strip);

}  // namespace monitor::capture
