#pragma once
// support: someone who draws on an X screen, opens windows over others and moves the pointer.

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include <sys/uio.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include "monitor/base/size.hpp"

namespace monitor::test {

class XPainter {
public:
    explicit XPainter(const std::string& display) : line_{xcb_connect(display.c_str(), nullptr)} {
        if (xcb_connection_has_error(line_) != 0) throw std::runtime_error{"no X server at " + display};
        root_ = xcb_setup_roots_iterator(xcb_get_setup(line_)).data->root;
    }
    XPainter(const XPainter&) = delete;
    XPainter& operator=(const XPainter&) = delete;
    ~XPainter() { xcb_disconnect(line_); }

    /// `colour`: 0xRRGGBB.
    void fill(const Rect& where, std::uint32_t colour) { fill(root_, where, colour); }
    void fill(std::uint32_t window, const Rect& where, std::uint32_t colour) {
        const auto pen = xcb_generate_id(line_);
        const std::uint32_t values[] = {colour, XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS};
        xcb_create_gc(line_, pen, window, XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE, values);
        const xcb_rectangle_t part{short(where.x), short(where.y), std::uint16_t(where.width), std::uint16_t(where.height)};
        xcb_poly_fill_rectangle(line_, window, pen, 1, &part);
        xcb_free_gc(line_, pen);
        done();
    }
    /// A window over everything, that no window manager touches.
    [[nodiscard]] std::uint32_t window(const Rect& where, std::uint32_t colour) {
        const auto id = xcb_generate_id(line_);
        const std::uint32_t values[] = {colour, 1};
        xcb_create_window(line_, XCB_COPY_FROM_PARENT, id, root_, short(where.x), short(where.y), std::uint16_t(where.width),
                          std::uint16_t(where.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                          XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
        xcb_map_window(line_, id);
        done();
        return id;
    }
    void raise(std::uint32_t window) {
        const std::uint32_t above = XCB_STACK_MODE_ABOVE;
        xcb_configure_window(line_, window, XCB_CONFIG_WINDOW_STACK_MODE, &above);
        done();
    }
    void unmap(std::uint32_t window) { xcb_unmap_window(line_, window), done(); }
    void destroy(std::uint32_t window) { xcb_destroy_window(line_, window), done(); }
    void move(std::uint32_t window, int x, int y) {
        const std::uint32_t values[] = {std::uint32_t(x), std::uint32_t(y)};
        xcb_configure_window(line_, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, values);
        done();
    }
    void point_at(int x, int y) {
        xcb_warp_pointer(line_, XCB_NONE, root_, 0, 0, 0, 0, short(x), short(y));
        done();
    }
    /// Draws every window aside, as a compositor does; the server still shows them itself. False: no Composite extension.
    [[nodiscard]] bool composite() {
        static xcb_extension_t extension{"Composite", 0};
        struct {
            std::uint8_t major{}, minor{};
            std::uint16_t length{};
            std::uint32_t first{}, second{};
        } request;
        const auto send = [&](std::uint8_t opcode, bool answered) {
            iovec parts[4]{};
            parts[2] = {&request, sizeof request};
            const xcb_protocol_request_t what{2, &extension, opcode, std::uint8_t(answered ? 0 : 1)};
            return xcb_send_request(line_, answered ? XCB_REQUEST_CHECKED : 0, parts + 2, &what);
        };
        const auto* present = xcb_get_extension_data(line_, &extension);
        if (present == nullptr || present->present == 0) return false;
        request.first = 0, request.second = 4;  // version 0.4
        std::free(xcb_wait_for_reply(line_, send(0, true), nullptr));
        request.first = root_, request.second = 0;  // RedirectSubwindows, automatic
        (void)send(2, false);
        done();
        return true;
    }
    /// The topmost window of the screen.
    [[nodiscard]] std::uint32_t topmost() {
        auto* tree = xcb_query_tree_reply(line_, xcb_query_tree(line_, root_), nullptr);
        const int count = xcb_query_tree_children_length(tree);
        const auto top = count > 0 ? xcb_query_tree_children(tree)[count - 1] : 0U;
        std::free(tree);
        return top;
    }
    /// Returns when the server has done all of the above.
    void done() { std::free(xcb_get_input_focus_reply(line_, xcb_get_input_focus(line_), nullptr)); }

private:
    xcb_connection_t* line_;
    std::uint32_t root_{};
};

}  // namespace monitor::test
