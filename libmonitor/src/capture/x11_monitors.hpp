#pragma once
// capture: which monitors make up the desktop, and on which one is the pointer?

#include <optional>
#include <vector>

#include "capture/x11_connection.hpp"
#include "monitor/base/size.hpp"

namespace monitor::capture::x11 {

struct Monitor {
    Rect place{};                ///< in desktop pixels
    std::int32_t millimetres{};  ///< width as the monitor itself tells; 0: it does not
    friend bool operator==(const Monitor&, const Monitor&) = default;
};

struct Point {
    std::int32_t x{}, y{};
    friend bool operator==(Point, Point) = default;
};

/// Asks the server to say when any of this changes: ConfigureNotify on the root, and RandR's own events. `more` are event masks
/// wanted of the root besides: there is one mask a window and client.
void watch_layout(const Connection&, std::uint32_t more = 0);
/// True for an event that watch_layout() asked for.
[[nodiscard]] bool tells_of_layout(const Connection&, const void* event);

/// 0×0 when the server does not answer.
[[nodiscard]] Size desktop(const Connection&);
/// At least one, no two alike, all inside the desktop. Without RandR the desktop itself.
[[nodiscard]] std::vector<Monitor> monitors(const Connection&);
[[nodiscard]] std::optional<Point> pointer(const Connection&);
/// The monitor that holds `point`; else the first.
[[nodiscard]] Rect under(Point point, const std::vector<Monitor>&);

}  // namespace monitor::capture::x11
