#pragma once
// capture: the strip on one monitor: a window that no window manager touches and no click reaches.

#include "capture/strip_paint.hpp"
#include "capture/x11_connection.hpp"

namespace monitor::capture::x11 {

/// Refuses a server that cannot let clicks through (SHAPE before 1.1).
[[nodiscard]] std::expected<void, CaptureError> can_let_clicks_through(const Connection&);

class StripWindow {
public:
    /// Made and shown; `x` is lent. Top centre of `monitor`.
    StripWindow(const Connection& x, const Rect& monitor, PaintedStrip painted);
    StripWindow(const StripWindow&) = delete;
    StripWindow& operator=(const StripWindow&) = delete;
    ~StripWindow();

    [[nodiscard]] Rect place() const noexcept { return place_; }
    [[nodiscard]] std::uint32_t id() const noexcept { return id_; }

    /// Takes note of an event, whoever it is about.
    void hear(const void* event);
    /// Gone, hidden, moved or cut by someone: only a new one helps.
    [[nodiscard]] bool spoiled() const noexcept { return spoiled_; }
    /// The server says that it is mapped and that nothing lies over it.
    [[nodiscard]] bool unobscured() const noexcept { return mapped_ && unobscured_ && !spoiled_; }
    /// What the screen shows in its place is the strip: asks the server for those pixels.
    [[nodiscard]] bool seen() const;
    void raise();

private:
    [[nodiscard]] std::uint32_t drawn() const;
    void cut_out() const;

    const Connection& x_;
    PaintedStrip painted_;
    Rect place_;
    std::uint32_t id_{};
    bool mapped_{}, unobscured_{}, spoiled_{};
};

}  // namespace monitor::capture::x11
