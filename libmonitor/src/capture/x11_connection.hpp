#pragma once
// capture: one line to an X server that may be gone at any moment.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>

#include "monitor/capture/capturer.hpp"

struct xcb_connection_t;

namespace monitor::capture::x11 {

struct Free {
    void operator()(void* answer) const noexcept { std::free(answer); }
};
/// What the server answered; xcb allocates with malloc.
template <class Answer>
using Reply = std::unique_ptr<Answer, Free>;
template <class Answer>
[[nodiscard]] Reply<Answer> owned(Answer* answer) noexcept {
    return Reply<Answer>{answer};
}

/// While it lives, writing to a server that is gone ends in an error and not in the end of the process. Leaves the thread's
/// signals as they were.
class NoSigpipe {
public:
    NoSigpipe() noexcept;
    NoSigpipe(const NoSigpipe&) = delete;
    NoSigpipe& operator=(const NoSigpipe&) = delete;
    ~NoSigpipe();

private:
    sigset_t before_{};
    bool pending_{};
};

class Connection {
public:
    /// `display` as in $DISPLAY; empty: that. Refuses screens that are not 32-bit B G R X.
    [[nodiscard]] static std::expected<std::unique_ptr<Connection>, CaptureError> open(const std::string& display);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    [[nodiscard]] xcb_connection_t* raw() const noexcept { return connection_; }
    [[nodiscard]] std::uint32_t root() const noexcept { return root_; }
    [[nodiscard]] std::uint8_t depth() const noexcept { return depth_; }
    [[nodiscard]] std::uint32_t visual() const noexcept { return visual_; }
    [[nodiscard]] bool alive() const noexcept;
    /// One event (xcb_generic_event_t), without waiting; empty: none.
    [[nodiscard]] Reply<void> event() const;
    /// Returns when the server has said something, or `patience` is over.
    void wait(std::chrono::milliseconds patience) const;
    /// Returns when the server has done all that was asked; its events are here then.
    void round_trip() const;
    [[nodiscard]] std::uint32_t atom(const std::string& name) const;

private:
    Connection() = default;
    [[nodiscard]] bool bgrx_screen(int number);

    xcb_connection_t* connection_{};
    mutable Reply<void> queued_{};  ///< the next event, when wait() found that it was here already
    std::uint32_t root_{}, visual_{};
    std::uint8_t depth_{};
};

[[nodiscard]] inline CaptureError gone(std::string_view operation) noexcept {
    return {Fault::reopen, operation, 0};
}

}  // namespace monitor::capture::x11
