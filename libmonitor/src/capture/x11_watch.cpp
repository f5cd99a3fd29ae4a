#include "capture/x11_watch.hpp"

#include <xcb/damage.h>
#include <xcb/xcb.h>
#include <xcb/xfixes.h>
#include <xcb/xinput.h>

#include "capture/x11_monitors.hpp"

namespace monitor::capture::x11 {

std::expected<std::unique_ptr<Watch>, CaptureError> Watch::start(const Connection& x) {
    auto* line = x.raw();
    const auto* damage = xcb_get_extension_data(line, &xcb_damage_id);
    const auto* xfixes = xcb_get_extension_data(line, &xcb_xfixes_id);
    if (damage == nullptr || xfixes == nullptr) return std::unexpected{gone("xcb_get_extension_data")};
    if (damage->present == 0) return std::unexpected{CaptureError{Fault::try_another, "x11: no DAMAGE extension", 0}};
    if (xfixes->present == 0) return std::unexpected{CaptureError{Fault::try_another, "x11: no XFIXES extension", 0}};
    // Servers refuse requests of an extension whose version was not agreed upon.
    const auto fixes = owned(xcb_xfixes_query_version_reply(line, xcb_xfixes_query_version(line, 4, 0), nullptr));
    const auto agreed = owned(xcb_damage_query_version_reply(line, xcb_damage_query_version(line, 1, 1), nullptr));
    if (!fixes || !agreed) return std::unexpected{gone("xcb_damage_query_version")};

    std::unique_ptr<Watch> watch{new Watch{x}};
    watch->damage_event_ = damage->first_event;
    watch->shape_event_ = xfixes->first_event;
    watch->damage_ = xcb_generate_id(line);
    watch->region_ = xcb_generate_id(line);
    xcb_xfixes_create_region(line, watch->region_, 0, nullptr);
    xcb_damage_create(line, watch->damage_, x.root(), XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
    xcb_xfixes_select_cursor_input(line, x.root(), XCB_XFIXES_CURSOR_NOTIFY_MASK_DISPLAY_CURSOR);
    watch_layout(x);
    watch->want_motion();
    x.round_trip();
    return watch;
}

Watch::~Watch() {
    const NoSigpipe quiet;
    xcb_damage_destroy(x_.raw(), damage_);
    xcb_xfixes_destroy_region(x_.raw(), region_);
    xcb_flush(x_.raw());
}

/// The events only wake us; where the pointer is, is asked then. Without XInput 2 it is seen when something else wakes us.
void Watch::want_motion() const {
    const auto* input = xcb_get_extension_data(x_.raw(), &xcb_input_id);
    if (input == nullptr || input->present == 0) return;
    const auto version = owned(xcb_input_xi_query_version_reply(x_.raw(), xcb_input_xi_query_version(x_.raw(), 2, 2), nullptr));
    if (!version || version->major_version < 2) return;
    const struct {
        xcb_input_event_mask_t head;
        std::uint32_t mask;
    } raw_motion{{XCB_INPUT_DEVICE_ALL_MASTER, 1}, XCB_INPUT_XI_EVENT_MASK_RAW_MOTION};
    xcb_input_xi_select_events(x_.raw(), x_.root(), 1, &raw_motion.head);
}

void Watch::sort(const void* event) {
    const int kind = static_cast<const xcb_generic_event_t*>(event)->response_type & 0x7f;
    if (kind == damage_event_ + XCB_DAMAGE_NOTIFY)
        damaged_ = true;
    else if (kind == shape_event_ + XCB_XFIXES_CURSOR_NOTIFY)
        news_.shape = true;
    else if (tells_of_layout(x_, event))
        news_.layout = true;
}

News Watch::news() {
    while (const auto event = x_.event()) sort(event.get());
    if (std::exchange(damaged_, false)) news_.painted = painted();
    return std::exchange(news_, {});
}

Rects Watch::painted() const {
    xcb_damage_subtract(x_.raw(), damage_, XCB_NONE, region_);
    const auto answer = owned(xcb_xfixes_fetch_region_reply(x_.raw(), xcb_xfixes_fetch_region(x_.raw(), region_), nullptr));
    if (!answer) return {};
    const auto* each = xcb_xfixes_fetch_region_rectangles(answer.get());
    Rects rects;
    for (int i = 0; i < xcb_xfixes_fetch_region_rectangles_length(answer.get()); ++i)
        rects.push_back({each[i].x, each[i].y, each[i].width, each[i].height});
    return rects;
}

}  // namespace monitor::capture::x11
