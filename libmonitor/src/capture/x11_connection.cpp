#include "capture/x11_connection.hpp"

#include <ctime>

#include <poll.h>
#include <xcb/xcb.h>

namespace monitor::capture::x11 {
namespace {

sigset_t only_sigpipe() noexcept {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

bool sigpipe_waits() noexcept {
    sigset_t waiting;
    sigemptyset(&waiting);
    sigpending(&waiting);
    return sigismember(&waiting, SIGPIPE) == 1;
}

const xcb_screen_t* screen_of(const xcb_setup_t* setup, int number) {
    auto screens = xcb_setup_roots_iterator(setup);
    while (number-- > 0 && screens.rem > 0) xcb_screen_next(&screens);
    return screens.rem > 0 ? screens.data : nullptr;
}

const xcb_visualtype_t* visual_of(const xcb_screen_t* screen) {
    for (auto depths = xcb_screen_allowed_depths_iterator(screen); depths.rem > 0; xcb_depth_next(&depths))
        for (auto visuals = xcb_depth_visuals_iterator(depths.data); visuals.rem > 0; xcb_visualtype_next(&visuals))
            if (visuals.data->visual_id == screen->root_visual) return visuals.data;
    return nullptr;
}

int bits_a_pixel(const xcb_setup_t* setup, std::uint8_t depth) {
    for (auto formats = xcb_setup_pixmap_formats_iterator(setup); formats.rem > 0; xcb_format_next(&formats))
        if (formats.data->depth == depth) return formats.data->bits_per_pixel;
    return 0;
}

}  // namespace

NoSigpipe::NoSigpipe() noexcept : pending_{sigpipe_waits()} {
    const auto set = only_sigpipe();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
}

NoSigpipe::~NoSigpipe() {
    if (!pending_ && sigpipe_waits()) {
        const auto set = only_sigpipe();
        const timespec at_once{};
        sigtimedwait(&set, nullptr, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

std::expected<std::unique_ptr<Connection>, CaptureError> Connection::open(const std::string& display) {
    const NoSigpipe quiet;
    std::unique_ptr<Connection> made{new Connection};
    int number = 0;
    made->connection_ = xcb_connect(display.empty() ? nullptr : display.c_str(), &number);
    if (const int code = xcb_connection_has_error(made->connection_); code != 0)
        return std::unexpected{CaptureError{Fault::try_another, "xcb_connect", code}};
    if (!made->bgrx_screen(number))
        return std::unexpected{CaptureError{Fault::try_another, "x11: the screen is not of 32-bit B G R X pixels", 0}};
    return made;
}

bool Connection::bgrx_screen(int number) {
    const auto* setup = xcb_get_setup(connection_);
    const auto* screen = screen_of(setup, number);
    if (screen == nullptr) return false;
    const auto* visual = visual_of(screen);
    root_ = screen->root;
    depth_ = screen->root_depth;
    visual_ = screen->root_visual;
    return visual != nullptr && setup->image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST && bits_a_pixel(setup, depth_) == 32 &&
           visual->red_mask == 0xff0000 && visual->green_mask == 0xff00 && visual->blue_mask == 0xff;
}

Connection::~Connection() {
    const NoSigpipe quiet;
    xcb_disconnect(connection_);
}

bool Connection::alive() const noexcept {
    return xcb_connection_has_error(connection_) == 0;
}

Reply<void> Connection::event() const {
    return queued_ ? std::move(queued_) : Reply<void>{xcb_poll_for_event(connection_)};
}

void Connection::wait(std::chrono::milliseconds patience) const {
    xcb_flush(connection_);
    // What came in beside an answer does not come in again.
    if (!queued_) queued_.reset(xcb_poll_for_queued_event(connection_));
    if (queued_) return;
    pollfd line{xcb_get_file_descriptor(connection_), POLLIN, 0};
    (void)poll(&line, 1, static_cast<int>(std::clamp<std::int64_t>(patience.count(), 0, 60'000)));
}

void Connection::round_trip() const {
    (void)owned(xcb_get_input_focus_reply(connection_, xcb_get_input_focus(connection_), nullptr));
}

std::uint32_t Connection::atom(const std::string& name) const {
    const auto asked = xcb_intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.c_str());
    const auto answer = owned(xcb_intern_atom_reply(connection_, asked, nullptr));
    return answer ? answer->atom : 0U;
}

}  // namespace monitor::capture::x11
