// bench: what time is it on a pupil's desktop? Draws the time in large black and white blocks, for a program to read from a picture.
//
//   DISPLAY=:70 glass_clock X Y
//
// A window of 8 × 6 blocks of 40 pixels at X, Y: the first 24 blocks, row by row, are the milliseconds since the Unix epoch, modulo
// 2^24, highest bit first, white for one; the other 24 are the same bits turned around, so that a half decoded picture is not taken
// for a time. It is drawn aside and copied in one request: no capture sees half a time.

#include <poll.h>
#include <xcb/xcb.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "monitor/base/clock.hpp"

namespace {

constexpr std::uint16_t block = 40, columns = 8, rows = 6, width = block * columns, height = block * rows;
constexpr int pause_ms = 10;

class Face {
public:
    Face(xcb_connection_t* x, std::int16_t left, std::int16_t top)
        : x_{x}, window_{xcb_generate_id(x)}, aside_{xcb_generate_id(x)}, black_{xcb_generate_id(x)}, white_{xcb_generate_id(x)} {
        const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(x)).data;
        const std::array<std::uint32_t, 2> of_window{screen->black_pixel, 1};  // 1: no window manager moves it
        xcb_create_window(x, XCB_COPY_FROM_PARENT, window_, screen->root, left, top, width, height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                          screen->root_visual, XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, of_window.data());
        xcb_create_pixmap(x, screen->root_depth, aside_, screen->root, width, height);
        xcb_create_gc(x, black_, screen->root, XCB_GC_FOREGROUND, &screen->black_pixel);
        xcb_create_gc(x, white_, screen->root, XCB_GC_FOREGROUND, &screen->white_pixel);
        xcb_map_window(x, window_);
    }

    void show(std::uint32_t time) {
        std::vector<xcb_rectangle_t> ones;
        for (unsigned i = 0; i < columns * rows; ++i) {
            const bool bit = ((time >> (23 - i % 24)) & 1U) != 0;
            if (bit == (i < 24)) {
                ones.push_back({static_cast<std::int16_t>(i % columns * block), static_cast<std::int16_t>(i / columns * block),
                                block, block});
            }
        }
        const xcb_rectangle_t all{0, 0, width, height};
        xcb_poly_fill_rectangle(x_, aside_, black_, 1, &all);
        xcb_poly_fill_rectangle(x_, aside_, white_, static_cast<std::uint32_t>(ones.size()), ones.data());
        xcb_copy_area(x_, aside_, window_, white_, 0, 0, 0, 0, width, height);
        xcb_flush(x_);
    }

private:
    xcb_connection_t* x_;
    xcb_window_t window_;
    xcb_pixmap_t aside_;
    xcb_gcontext_t black_, white_;
};

}  // namespace

int main(int count, char** words) {
    xcb_connection_t* x = xcb_connect(nullptr, nullptr);
    if (count != 3 || xcb_connection_has_error(x) != 0) return EXIT_FAILURE;
    Face face{x, static_cast<std::int16_t>(std::atoi(words[1])), static_cast<std::int16_t>(std::atoi(words[2]))};
    const monitor::SystemClock clock;
    pollfd line{xcb_get_file_descriptor(x), POLLIN, 0};
    while (xcb_connection_has_error(x) == 0) {
        face.show(static_cast<std::uint32_t>(clock.now().time_since_epoch().count() & 0xffffff));
        poll(&line, 1, pause_ms);
        while (auto* event = xcb_poll_for_event(x)) std::free(event);
    }
    xcb_disconnect(x);
    return EXIT_SUCCESS;
}
