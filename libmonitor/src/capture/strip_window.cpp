#include "capture/strip_window.hpp"

#include <cstdlib>

#include <xcb/shape.h>
#include <xcb/xcb.h>

namespace monitor::capture::x11 {
namespace {

constexpr std::uint32_t heard = XCB_EVENT_MASK_VISIBILITY_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY;
constexpr std::size_t most_bytes_at_once = 60'000;  // a request of 64 KiB is what every server takes

Rect top_centre(const Rect& monitor, Size size) {
    return {monitor.x + (monitor.width - size.width) / 2, monitor.y, size.width, size.height};
}

int shape_event(const Connection& x) {
    const auto* extension = xcb_get_extension_data(x.raw(), &xcb_shape_id);
    return extension != nullptr && extension->present != 0 ? extension->first_event + XCB_SHAPE_NOTIFY : -1;
}

}  // namespace

std::expected<void, CaptureError> can_let_clicks_through(const Connection& x) {
    const auto* extension = xcb_get_extension_data(x.raw(), &xcb_shape_id);
    if (extension == nullptr) return std::unexpected{gone("xcb_get_extension_data")};
    const auto refused = std::unexpected{CaptureError{Fault::try_another, "strip: no SHAPE 1.1 extension", 0}};
    if (extension->present == 0) return refused;
    const auto version = owned(xcb_shape_query_version_reply(x.raw(), xcb_shape_query_version(x.raw()), nullptr));
    if (!version) return std::unexpected{gone("xcb_shape_query_version")};
    if (version->major_version < 1 || (version->major_version == 1 && version->minor_version < 1)) return refused;
    return {};
}

StripWindow::StripWindow(const Connection& x, const Rect& monitor, PaintedStrip painted)
    : x_{x}, painted_{std::move(painted)}, place_{top_centre(monitor, painted_.size)}, id_{xcb_generate_id(x.raw())} {
    auto* line = x_.raw();
    // What lies under the window is its background: the server itself paints it whenever it must, however busy we are.
    const auto picture = drawn();
    const std::uint32_t values[] = {picture, 1, heard};
    xcb_create_window(line, XCB_COPY_FROM_PARENT, id_, x_.root(), static_cast<std::int16_t>(place_.x),
                      static_cast<std::int16_t>(place_.y), static_cast<std::uint16_t>(place_.width),
                      static_cast<std::uint16_t>(place_.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, x_.visual(),
                      XCB_CW_BACK_PIXMAP | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    xcb_free_pixmap(line, picture);
    cut_out();
    xcb_shape_select_input(line, id_, 1);
    xcb_map_window(line, id_);
    raise();
}

StripWindow::~StripWindow() {
    const NoSigpipe quiet;
    xcb_destroy_window(x_.raw(), id_);
    xcb_flush(x_.raw());
}

std::uint32_t StripWindow::drawn() const {
    auto* line = x_.raw();
    const auto pixmap = xcb_generate_id(line), context = xcb_generate_id(line);
    const auto width = static_cast<std::uint16_t>(place_.width);
    xcb_create_pixmap(line, x_.depth(), pixmap, x_.root(), width, static_cast<std::uint16_t>(place_.height));
    xcb_create_gc(line, context, pixmap, 0, nullptr);
    const auto row = static_cast<std::size_t>(width) * 4;
    const auto rows_at_once = std::max<std::size_t>(1, most_bytes_at_once / row);
    const auto height = static_cast<std::size_t>(place_.height);
    for (std::size_t y = 0; y < height; y += rows_at_once) {
        const auto rows = std::min(rows_at_once, height - y);
        xcb_put_image(line, XCB_IMAGE_FORMAT_Z_PIXMAP, pixmap, context, width, static_cast<std::uint16_t>(rows), 0,
                      static_cast<std::int16_t>(y), 0, x_.depth(), static_cast<std::uint32_t>(rows * row),
                      reinterpret_cast<const std::uint8_t*>(painted_.pixels.data() + y * row));
    }
    xcb_free_gc(line, context);
    return pixmap;
}

/// Round corners for the eye, and no place at all for clicks.
void StripWindow::cut_out() const {
    std::vector<xcb_rectangle_t> rows;
    rows.reserve(painted_.outline.size());
    for (const auto& row : painted_.outline)
        rows.push_back({static_cast<std::int16_t>(row.x), static_cast<std::int16_t>(row.y), static_cast<std::uint16_t>(row.width),
                        static_cast<std::uint16_t>(row.height)});
    xcb_shape_rectangles(x_.raw(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_BOUNDING, XCB_CLIP_ORDERING_UNSORTED, id_, 0, 0,
                         static_cast<std::uint32_t>(rows.size()), rows.data());
    xcb_shape_rectangles(x_.raw(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_INPUT, XCB_CLIP_ORDERING_UNSORTED, id_, 0, 0, 0, nullptr);
}

void StripWindow::hear(const void* event) {
    const auto* any = static_cast<const xcb_generic_event_t*>(event);
    const int kind = any->response_type & 0x7f;
    const auto about_this = [&](const auto* what) { return what->window == id_; };
    if (kind == XCB_VISIBILITY_NOTIFY) {
        const auto* what = static_cast<const xcb_visibility_notify_event_t*>(event);
        if (about_this(what)) unobscured_ = what->state == XCB_VISIBILITY_UNOBSCURED;
    } else if (kind == XCB_MAP_NOTIFY) {
        if (about_this(static_cast<const xcb_map_notify_event_t*>(event))) mapped_ = true;
    } else if (kind == XCB_UNMAP_NOTIFY) {
        if (about_this(static_cast<const xcb_unmap_notify_event_t*>(event))) spoiled_ = true;
    } else if (kind == XCB_DESTROY_NOTIFY) {
        if (about_this(static_cast<const xcb_destroy_notify_event_t*>(event))) spoiled_ = true;
    } else if (kind == XCB_REPARENT_NOTIFY) {
        if (about_this(static_cast<const xcb_reparent_notify_event_t*>(event))) spoiled_ = true;
    } else if (kind == XCB_CONFIGURE_NOTIFY) {
        const auto* what = static_cast<const xcb_configure_notify_event_t*>(event);
        if (about_this(what) && Rect{what->x, what->y, what->width, what->height} != place_) spoiled_ = true;
    } else if (kind == shape_event(x_)) {
        const auto* what = static_cast<const xcb_shape_notify_event_t*>(event);
        if (what->affected_window == id_) spoiled_ = true;
    }
}

bool StripWindow::seen() const {
    const auto asked = xcb_get_image(x_.raw(), XCB_IMAGE_FORMAT_Z_PIXMAP, x_.root(), static_cast<std::int16_t>(place_.x),
                                     static_cast<std::int16_t>(place_.y), static_cast<std::uint16_t>(place_.width),
                                     static_cast<std::uint16_t>(place_.height), ~0U);
    const auto answer = owned(xcb_get_image_reply(x_.raw(), asked, nullptr));
    if (!answer || static_cast<std::size_t>(xcb_get_image_data_length(answer.get())) < painted_.pixels.size()) return false;
    const auto* shown = xcb_get_image_data(answer.get());
    // Compositors may tint or blur a little; what counts is whether a person could read it.
    constexpr int near = 40;
    std::int64_t all = 0, alike = 0;
    for (const auto& row : painted_.outline)
        for (int y = row.y; y < row.y + row.height; ++y)
            for (int x = row.x; x < row.x + row.width; ++x, ++all) {
                const auto at =
                    (static_cast<std::size_t>(y) * static_cast<std::size_t>(place_.width) + static_cast<std::size_t>(x)) * 4;
                int off = 0;
                for (std::size_t i = 0; i < 3; ++i)
                    off = std::max(off, std::abs(std::to_integer<int>(painted_.pixels[at + i]) - shown[at + i]));
                alike += off <= near;
            }
    return alike * 100 >= all * 97;
}

void StripWindow::raise() {
    const std::uint32_t above = XCB_STACK_MODE_ABOVE;
    xcb_configure_window(x_.raw(), id_, XCB_CONFIG_WINDOW_STACK_MODE, &above);
}

}  // namespace monitor::capture::x11
