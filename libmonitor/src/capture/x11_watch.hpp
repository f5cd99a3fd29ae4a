#pragma once
// capture: what has the X server reported since we last asked?
//
// XDamage for what was painted, RandR for the layout, XFixes for the shape of the pointer, XInput 2 raw motion for its movement.
// Nothing else is asked for: no key ever reaches this process.

#include "capture/regions.hpp"
#include "capture/x11_connection.hpp"

namespace monitor::capture::x11 {

struct News {
    Rects painted{};  ///< in desktop pixels
    bool layout{};
    bool shape{};
};

class Watch {
public:
    /// Needs XDamage and XFixes; `x` is lent.
    [[nodiscard]] static std::expected<std::unique_ptr<Watch>, CaptureError> start(const Connection& x);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

    /// Everything since the last call. What is painted from here on is news again: read the screen after this, not before.
    [[nodiscard]] News news();

private:
    explicit Watch(const Connection& x) : x_{x} {}
    void want_motion() const;
    void sort(const void* event);
    [[nodiscard]] Rects painted() const;

    const Connection& x_;
    std::uint32_t damage_{}, region_{};
    std::uint8_t damage_event_{}, shape_event_{};
    News news_;
    bool damaged_{};
};

}  // namespace monitor::capture::x11
