// capture: how does a picture without a visible strip never come to be?
//
// The strip is asked before the screen is read and once more after: a picture taken while something slid over the strip is
// dropped. Its own places are painted grey, so that a picture never shows who looks, and never counts as a change.

#include <thread>
#include <utility>

#include "capture/regions.hpp"
#include "monitor/capture/strip.hpp"

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds slice{100};  // the strip is looked after this often while the screen stands still
constexpr milliseconds rest{20};    // and this often while it is not up
constexpr std::byte grey{128};

/// Grey over a part of a picture, and the way back.
class Cover {
public:
    Cover(Frame& frame, const Rect& where) {
        const Rect part = where.common(whole(frame.size()));
        for (int y = part.y; y < part.y + part.height; ++y) {
            const auto begin = static_cast<std::size_t>(y) * frame.stride() + static_cast<std::size_t>(part.x) * 4;
            rows_.push_back(frame.canvas().subspan(begin, static_cast<std::size_t>(part.width) * 4));
            below_.insert(below_.end(), rows_.back().begin(), rows_.back().end());
            std::ranges::fill(rows_.back(), grey);
        }
    }
    /// Only before the capturer is asked again: until then the pixels are there.
    void lift() const {
        auto from = below_.begin();
        for (const auto& row : rows_) {
            std::copy_n(from, row.size(), row.begin());
            from += static_cast<std::ptrdiff_t>(row.size());
        }
    }

private:
    std::vector<std::span<std::byte>> rows_;
    Bytes below_;
};

class BehindStrip final : public Capturer {
public:
    BehindStrip(std::unique_ptr<Capturer> screen, Strip& strip) : screen_{std::move(screen)}, strip_{strip} {}

    std::expected<std::optional<Frame>, CaptureError> next(milliseconds patience) override {
        for (milliseconds left = patience;; left -= std::min(left, slice)) {
            if (!wait_until_up(left)) return std::nullopt;
            for (const auto& cover : std::exchange(covers_, {}))
                cover.lift();  // so that the strip itself, drawn again, is no change
            auto given = screen_->next(std::min(left, slice));
            if (!given) return given;
            if (auto& frame = *given) {
                if (strip_.standing() != Standing::up)
                    missed_ = true;
                else if (auto seen = behind(std::move(*frame)))
                    return seen;
            }
            if (left <= slice) return std::nullopt;
        }
    }
    [[nodiscard]] std::string_view name() const noexcept override { return screen_->name(); }

private:
    bool wait_until_up(milliseconds& left) {
        while (strip_.standing() != Standing::up) {
            missed_ = true;
            if (left <= milliseconds::zero()) return false;
            const auto pause = std::min(left, rest);
            std::this_thread::sleep_for(pause);
            left -= pause;
        }
        return true;
    }
    /// Empty when only the strip itself had changed.
    std::optional<Frame> behind(Frame frame) {
        Rects changed{frame.changed().begin(), frame.changed().end()};
        auto places = strip_.places();
        if (places != places_) missed_ = true;  // grey must come where it was not, and go where it was
        if (missed_) changed = {whole(frame.size())};
        const Rect at = frame.place();
        for (auto place : places) {
            place.x -= at.x, place.y -= at.y;
            covers_.emplace_back(frame, place);
            if (!missed_) changed = without(changed, place);
        }
        if (changed.empty()) return std::nullopt;
        missed_ = false;
        places_ = std::move(places);
        return Frame{frame.size(), frame.stride(), frame.canvas(), std::move(changed), frame.taken(), at};
    }

    std::unique_ptr<Capturer> screen_;
    Strip& strip_;
    bool missed_{true};  ///< pictures were dropped or never taken: the next one stands for the whole screen
    Rects places_;       ///< grey in the picture before
    std::vector<Cover> covers_;
};

}  // namespace

std::unique_ptr<Capturer> behind_strip(std::unique_ptr<Capturer> screen, Strip& strip) {
    return std::make_unique<BehindStrip>(std::move(screen), strip);
}

}  // namespace monitor::capture
