// capture: the strip on every monitor of an X server: kept up, kept on top, and honest about it.

#include <algorithm>
#include <charconv>
#include <cmath>

#include <xcb/xcb.h>

#include "capture/backends.hpp"
#include "capture/strip_window.hpp"
#include "capture/x11_monitors.hpp"
#include "capture/x11_stack.hpp"

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;
using x11::Connection;
using x11::gone;
using x11::Monitor;
using x11::NoSigpipe;
using x11::owned;
using x11::StripWindow;

constexpr milliseconds first_gap{100}, longest_gap{5000};  // between two attempts to come back on top
constexpr milliseconds peace{10'000};                      // without trouble for so long: start again with the first gap
constexpr milliseconds look_again{1000};                   // the screen itself is looked at this often

/// How often may we try, so that two windows that both want to be on top do not fight?
class Attempts {
public:
    [[nodiscard]] bool may(Tick now) const { return now >= next_; }
    void made(Tick now) {
        if (now - last_ > peace) gap_ = first_gap;
        last_ = now;
        next_ = now + gap_;
        gap_ = std::min(2 * gap_, longest_gap);
    }

private:
    Tick next_{}, last_{};
    milliseconds gap_{first_gap};
};

/// Of the desktop: 1 is 96 dots an inch. From the person's own setting, else from monitors that are clearly finer than most.
double scale(const Connection& x, const Monitor& monitor) {
    const auto asked = xcb_get_property(x.raw(), 0, x.root(), XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 0, 16'384);
    const auto answer = owned(xcb_get_property_reply(x.raw(), asked, nullptr));
    double dots = 96;
    const std::string_view text = answer ? std::string_view{static_cast<const char*>(xcb_get_property_value(answer.get())),
                                                            static_cast<std::size_t>(xcb_get_property_value_length(answer.get()))}
                                         : std::string_view{};
    constexpr std::string_view name = "Xft.dpi:";
    if (const auto at = text.find(name); at != text.npos) {
        const auto from = std::min(text.find_first_not_of(" \t", at + name.size()), text.size());
        int set = 0;
        std::from_chars(text.data() + from, text.data() + text.size(), set);
        if (set >= 96 && set <= 480) dots = set;
    } else if (monitor.millimetres > 0) {
        const double own = monitor.place.width * 25.4 / monitor.millimetres;
        if (own >= 160 && own <= 480) dots = own * 0.75;
    }
    return std::clamp(std::floor(dots / 24) / 4, 1.0, 3.0);
}

/// Monitors that show the same part of the desktop, as that part: its strip is seen on each of them.
std::vector<Monitor> apart(const std::vector<Monitor>& monitors) {
    std::vector<Monitor> spots;
    for (const auto& monitor : monitors) {
        const auto same =
            std::ranges::find_if(spots, [&](const Monitor& spot) { return !spot.place.common(monitor.place).empty(); });
        if (same == spots.end())
            spots.push_back(monitor);
        else
            same->place = same->place.common(monitor.place);
    }
    return spots;
}

class X11Strip final : public Strip {
public:
    X11Strip(std::unique_ptr<Connection> x, const Clock& clock) : x_{std::move(x)}, clock_{clock} {
        const NoSigpipe quiet;
        x11::watch_layout(*x_, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY);
    }

    std::expected<void, CaptureError> show(const std::string& words) override {
        const NoSigpipe quiet;
        if (!shown_ || words != words_) {
            words_ = words;
            shown_ = true;
            stand();
        }
        if (!x_->alive()) return std::unexpected{gone("strip: the server is gone")};
        return {};
    }
    void hide() override {
        const NoSigpipe quiet;
        shown_ = false;
        windows_.clear();
    }
    Standing standing() override;
    [[nodiscard]] std::vector<Rect> places() const override {
        std::vector<Rect> places;
        places.reserve(windows_.size());
        for (const auto& window : windows_) places.push_back(window->place());
        return places;
    }

private:
    enum class Trouble : std::uint8_t { none, spoiled, covered, unseen };

    void stand();
    void hear();
    Trouble trouble();
    [[nodiscard]] Trouble looked() const;
    void repair(Trouble);

    std::unique_ptr<Connection> x_;
    const Clock& clock_;
    std::string words_;
    bool shown_{}, layout_{};
    std::vector<std::unique_ptr<StripWindow>> windows_;
    bool moved_{true};  ///< something on the screen has, since we looked
    Tick looked_{};
    Trouble trouble_{Trouble::covered};
    Attempts attempts_;
};

/// All windows anew; the old ones go when the new ones are there.
void X11Strip::stand() {
    layout_ = false;
    std::vector<std::unique_ptr<StripWindow>> fresh;
    for (const auto& monitor : apart(x11::monitors(*x_))) {
        const auto large = scale(*x_, monitor);
        const int wide = monitor.place.width, enough = static_cast<int>(420 * large);
        const auto widest = std::min(wide, std::max(enough, wide * 3 / 4));  // long words must not hide what the pupil works with
        fresh.push_back(std::make_unique<StripWindow>(*x_, monitor.place, paint_strip(words_, widest, large)));
    }
    windows_.swap(fresh);
    fresh.clear();
    x_->round_trip();
    hear();
    moved_ = true;
}

void X11Strip::hear() {
    while (const auto event = x_->event()) {
        const int kind = static_cast<const xcb_generic_event_t*>(event.get())->response_type & 0x7f;
        if (x11::tells_of_layout(*x_, event.get())) layout_ = true;
        if (kind >= XCB_VISIBILITY_NOTIFY && kind <= XCB_CIRCULATE_NOTIFY) moved_ = true;
        for (const auto& window : windows_) window->hear(event.get());
    }
}

X11Strip::Trouble X11Strip::looked() const {
    for (const auto& window : windows_) {
        if (window->spoiled()) return Trouble::spoiled;
        if (!window->unobscured() || x11::covered(*x_, window->id(), window->place())) return Trouble::covered;
        if (!window->seen()) return Trouble::unseen;
    }
    return windows_.empty() ? Trouble::spoiled : Trouble::none;
}

/// Asked of the server only when something moved or some time went by: a strip that nobody disturbs costs nothing.
X11Strip::Trouble X11Strip::trouble() {
    const Tick now = clock_.tick();
    if (moved_ || now >= looked_ + look_again) {
        moved_ = false;
        looked_ = now;
        trouble_ = looked();
    }
    return trouble_;
}

void X11Strip::repair(Trouble what) {
    attempts_.made(clock_.tick());
    if (what != Trouble::covered) return stand();
    for (const auto& window : windows_) window->raise();
    x_->round_trip();
    hear();
    moved_ = true;
}

Standing X11Strip::standing() {
    const NoSigpipe quiet;
    if (!shown_) return Standing::down;
    hear();
    if (layout_) stand();
    if (const auto what = trouble(); what != Trouble::none && attempts_.may(clock_.tick())) repair(what);
    const bool up = trouble() == Trouble::none;
    if (!x_->alive()) return Standing::down;
    return up ? Standing::up : Standing::covered;
}

}  // namespace

OpenedStrip make_x11_strip(const Options& options) {
    const NoSigpipe quiet;
    auto x = Connection::open(options.source);
    if (!x) return std::unexpected{x.error()};
    if (const auto able = x11::can_let_clicks_through(**x); !able) return std::unexpected{able.error()};
    return std::make_unique<X11Strip>(std::move(*x), *options.clock);
}

}  // namespace monitor::capture
