// capture: a screen that was recorded, played as fast as it was, over and over.

#include <fstream>

#include "capture/backends.hpp"
#include "capture/clip.hpp"
#include "capture/waiting.hpp"

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_rectangles = 64;

class Replay final : public Capturer {
public:
    Replay(Clip clip, const Clock& clock)
        : clip_{std::move(clip)},
          clock_{clock},
          began_{clock.tick()},
          canvas_(static_cast<std::size_t>(clip_.size.width) * static_cast<std::size_t>(clip_.size.height) * 4) {}

    std::expected<std::optional<Frame>, CaptureError> next(milliseconds patience) override {
        const auto due = this->due();
        if (!due || !has_come(*due, clock_, patience)) return std::nullopt;
        Rects changed;
        if (over()) begin_again();
        for (; upcoming_ < clip_.pictures.size() && began_ + clip_.pictures[upcoming_].at <= clock_.tick(); ++upcoming_)
            for (const auto& patch : clip_.pictures[upcoming_].patches) {
                paint(clip_, patch, canvas_, stride());
                changed.push_back(patch.where);
            }
        return Frame{clip_.size, stride(), canvas_, at_most(most_rectangles, std::move(changed)), clock_.now()};
    }
    [[nodiscard]] std::string_view name() const noexcept override { return "replay"; }

private:
    [[nodiscard]] std::size_t stride() const { return static_cast<std::size_t>(clip_.size.width) * 4; }
    [[nodiscard]] bool loops() const { return clip_.length.count() != 0; }
    [[nodiscard]] bool over() const { return loops() && clock_.tick() >= began_ + clip_.length; }
    [[nodiscard]] std::optional<Tick> due() const {
        if (upcoming_ < clip_.pictures.size()) return began_ + clip_.pictures[upcoming_].at;
        if (loops()) return began_ + clip_.length;
        return std::nullopt;
    }
    /// Whole turns that nobody watched are passed over: the first picture of each covers the screen anyway.
    void begin_again() {
        began_ += (clock_.tick() - began_) / clip_.length * clip_.length;
        upcoming_ = 0;
    }

    Clip clip_;
    const Clock& clock_;
    Tick began_;
    std::size_t upcoming_{};
    Bytes canvas_;
};

}  // namespace

Opened make_replay(const Options& options) {
    std::ifstream file{options.source, std::ios::binary | std::ios::ate};
    if (!file) return std::unexpected{CaptureError{Fault::try_another, "replay: the clip cannot be opened", 0}};
    constexpr std::streamoff largest = std::streamoff{256} << 20;
    const auto length = static_cast<std::streamoff>(file.tellg());
    if (length < 0 || length > largest)
        return std::unexpected{CaptureError{Fault::try_another, "replay: the clip is too large", 0}};
    Bytes bytes(static_cast<std::size_t>(length));
    file.seekg(0);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), length))
        return std::unexpected{CaptureError{Fault::try_another, "replay: the clip cannot be read", 0}};
    auto clip = read_clip(std::move(bytes));
    if (!clip) return std::unexpected{CaptureError{Fault::try_another, "replay: not a sound clip", 0}};
    return std::make_unique<Replay>(std::move(*clip), *options.clock);
}

}  // namespace monitor::capture
