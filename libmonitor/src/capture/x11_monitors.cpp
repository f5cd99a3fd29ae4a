#include "capture/x11_monitors.hpp"

#include <xcb/randr.h>
#include <xcb/xcb.h>

namespace monitor::capture::x11 {
namespace {

const xcb_query_extension_reply_t* randr(const Connection& x) {
    const auto* extension = xcb_get_extension_data(x.raw(), &xcb_randr_id);
    return extension != nullptr && extension->present != 0 ? extension : nullptr;
}

}  // namespace

void watch_layout(const Connection& x, std::uint32_t more) {
    const std::uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY | more;
    xcb_change_window_attributes(x.raw(), x.root(), XCB_CW_EVENT_MASK, &events);
    if (randr(x) == nullptr) return;
    (void)owned(xcb_randr_query_version_reply(x.raw(), xcb_randr_query_version(x.raw(), 1, 5), nullptr));
    xcb_randr_select_input(
        x.raw(), x.root(),
        XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE | XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE | XCB_RANDR_NOTIFY_MASK_OUTPUT_CHANGE);
}

bool tells_of_layout(const Connection& x, const void* event) {
    const int kind = static_cast<const xcb_generic_event_t*>(event)->response_type & 0x7f;
    if (kind == XCB_CONFIGURE_NOTIFY) return static_cast<const xcb_configure_notify_event_t*>(event)->window == x.root();
    const auto* extension = randr(x);
    return extension != nullptr &&
           (kind == extension->first_event + XCB_RANDR_SCREEN_CHANGE_NOTIFY || kind == extension->first_event + XCB_RANDR_NOTIFY);
}

Size desktop(const Connection& x) {
    const auto answer = owned(xcb_get_geometry_reply(x.raw(), xcb_get_geometry(x.raw(), x.root()), nullptr));
    return answer ? Size{answer->width, answer->height} : Size{};
}

std::vector<Monitor> monitors(const Connection& x) {
    const Size size = desktop(x);
    const Rect whole{0, 0, size.width, size.height};
    std::vector<Monitor> found;
    if (randr(x) != nullptr) {
        const auto answer = owned(xcb_randr_get_monitors_reply(x.raw(), xcb_randr_get_monitors(x.raw(), x.root(), 1), nullptr));
        if (answer)
            for (auto each = xcb_randr_get_monitors_monitors_iterator(answer.get()); each.rem > 0;
                 xcb_randr_monitor_info_next(&each)) {
                const Rect place = Rect{each.data->x, each.data->y, each.data->width, each.data->height}.common(whole);
                const bool seen = std::ranges::any_of(found, [&](const Monitor& other) { return other.place == place; });
                if (!place.empty() && !seen)
                    found.push_back(
                        {place, static_cast<std::int32_t>(std::min<std::uint32_t>(each.data->width_in_millimeters, 100'000))});
            }
    }
    if (found.empty()) found.push_back({whole, 0});
    return found;
}

std::optional<Point> pointer(const Connection& x) {
    const auto answer = owned(xcb_query_pointer_reply(x.raw(), xcb_query_pointer(x.raw(), x.root()), nullptr));
    if (!answer || answer->same_screen == 0) return std::nullopt;
    return Point{answer->root_x, answer->root_y};
}

Rect under(Point point, const std::vector<Monitor>& monitors) {
    for (const auto& monitor : monitors)
        if (!monitor.place.common({point.x, point.y, 1, 1}).empty()) return monitor.place;
    return monitors.front().place;
}

}  // namespace monitor::capture::x11
