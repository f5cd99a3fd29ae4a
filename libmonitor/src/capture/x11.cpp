// capture: the screen of an X server, read only where something was painted.

#include "capture/backends.hpp"
#include "capture/differences.hpp"
#include "capture/x11_cursor.hpp"
#include "capture/x11_reader.hpp"
#include "capture/x11_watch.hpp"

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;
using x11::Canvas;
using x11::Connection;
using x11::Cursor;
using x11::gone;
using x11::Monitor;
using x11::News;
using x11::NoSigpipe;
using x11::Point;
using x11::Reader;
using x11::Watch;

constexpr int grain = 16;  // macroblocks: nothing finer is of use to the codec
constexpr std::size_t most_rectangles = 64;
constexpr int most_refusals = 3;

/// The part of the desktop that is captured now, and how to read it.
struct View {
    View(const Connection& x, const Rect& where, PixelStore pixels)
        : place{where}, store{std::move(pixels)}, reader{x, {where.width, where.height}} {}

    [[nodiscard]] Canvas canvas() const { return {store.bytes(), static_cast<std::size_t>(place.width) * 4, place}; }

    Rect place;
    PixelStore store;
    Reader reader;
};

class X11 final : public Capturer {
public:
    X11(std::unique_ptr<Connection> x, std::unique_ptr<Watch> watch, const Options& options)
        : x_{std::move(x)}, watch_{std::move(watch)}, extent_{options.extent}, clock_{*options.clock} {}

    std::expected<std::optional<Frame>, CaptureError> next(milliseconds patience) override;
    [[nodiscard]] std::string_view name() const noexcept override { return "x11"; }

private:
    std::expected<std::optional<Frame>, CaptureError> look();
    void follow(const News&);
    Rect wanted(const News&, std::optional<Point> pointer);
    [[nodiscard]] Rects unread(const News&) const;
    std::optional<Rects> taken_in(const Rects& parts);

    std::unique_ptr<Connection> x_;
    std::unique_ptr<Watch> watch_;
    Extent extent_;
    const Clock& clock_;
    std::vector<Monitor> monitors_;
    std::unique_ptr<View> view_;
    Cursor cursor_;
    Rect cursor_shown_{};    ///< in desktop pixels, as far as it lies in the view
    bool whole_next_{true};  ///< the next picture is the first of its view
    bool stale_{true};       ///< the layout must be asked again
    int refused_{};          ///< readings in a row
};

std::expected<std::optional<Frame>, CaptureError> X11::next(milliseconds patience) {
    const NoSigpipe quiet;
    for (const Tick end = clock_.tick() + patience;;) {
        auto frame = look();
        if (!x_->alive()) return std::unexpected{gone("x11: the server is gone")};
        if (!frame || *frame) return frame;
        const auto left = end - clock_.tick();
        if (left <= milliseconds::zero()) return std::nullopt;
        x_->wait(left);
    }
}

/// One look at what the server reported; a picture when something came of it.
std::expected<std::optional<Frame>, CaptureError> X11::look() {
    const auto news = watch_->news();
    follow(news);
    if (!view_) return std::unexpected{CaptureError{Fault::try_again, "x11: no memory for the screen", 0}};
    const auto parts = unread(news);
    const Rect pointer = cursor_.place().common(view_->place);
    const bool moved = pointer != cursor_shown_ || (news.shape && !pointer.empty());
    if (parts.empty() && !moved) return std::nullopt;

    auto changed = taken_in(parts);
    if (!changed) {
        stale_ = whole_next_ = true;
        if (++refused_ < most_refusals) return std::nullopt;  // the layout changed under our hands: its event is on the way
        return std::unexpected{CaptureError{Fault::try_again, "x11: the screen cannot be read", 0}};
    }
    refused_ = 0;
    if (moved)
        for (const auto& rect : {cursor_shown_, pointer})
            if (!rect.empty()) changed->push_back({rect.x - view_->place.x, rect.y - view_->place.y, rect.width, rect.height});
    cursor_shown_ = pointer;
    const Size size{view_->place.width, view_->place.height};
    if (std::exchange(whole_next_, false)) changed = {whole(size)};
    if (changed->empty()) return std::nullopt;  // painted again as it was
    const auto canvas = view_->canvas();
    return Frame{size, canvas.stride, canvas.pixels, at_most(most_rectangles, std::move(*changed)), clock_.now(), canvas.place};
}

/// Puts the pointer and the view where they must be now. No view afterwards: no memory for it.
void X11::follow(const News& news) {
    if (news.shape || stale_) cursor_.reshape(*x_);
    const auto at = x11::pointer(*x_);
    if (at) cursor_.move(*at);
    const Rect place = wanted(news, at);
    if (place.empty() || (view_ && view_->place == place)) return;
    view_.reset();
    cursor_.forget();
    cursor_shown_ = {};
    whole_next_ = true;
    PixelStore pixels{static_cast<std::size_t>(place.area()) * 4};
    if (!pixels.empty()) view_ = std::make_unique<View>(*x_, place, std::move(pixels));
}

Rect X11::wanted(const News& news, std::optional<Point> pointer) {
    const bool again = news.layout || std::exchange(stale_, false) || !view_;
    switch (extent_) {
        case Extent::desktop: return again ? whole(x11::desktop(*x_)) : view_->place;
        case Extent::active_monitor:
            if (again) monitors_ = x11::monitors(*x_);
            return pointer || !view_ ? under(pointer.value_or(Point{}), monitors_) : view_->place;
    }
    return {};
}

/// What must be read now, in desktop pixels.
Rects X11::unread(const News& news) const {
    if (whole_next_) return {view_->place};
    Rects parts;
    for (const auto& rect : news.painted)
        if (const Rect part = rounded_out(rect, grain, view_->place); !part.empty()) parts.push_back(part);
    parts = at_most(Reader::most, std::move(parts));
    if (area(parts) > view_->place.area()) parts = {around(parts)};  // rounded out they may lie over each other
    return parts;
}

/// Reads `parts` into the view, below the pointer. What was not equal, in pixels of the view; empty: the server refused.
std::optional<Rects> X11::taken_in(const Rects& parts) {
    const auto canvas = view_->canvas();
    if (!parts.empty() && !view_->reader.read(parts)) return std::nullopt;
    Rects changed;
    cursor_.lift(canvas);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Rect& part = parts[i];
        take_over(view_->reader.part(i), {part.x - view_->place.x, part.y - view_->place.y, part.width, part.height},
                  canvas.pixels, canvas.stride, changed);
    }
    cursor_.paint(canvas);
    return changed;
}

}  // namespace

Opened make_x11(const Options& options) {
    const NoSigpipe quiet;
    auto x = Connection::open(options.source);
    if (!x) return std::unexpected{x.error()};
    auto watch = Watch::start(**x);
    if (!watch) return std::unexpected{watch.error()};
    return std::make_unique<X11>(std::move(*x), std::move(*watch), options);
}

}  // namespace monitor::capture
