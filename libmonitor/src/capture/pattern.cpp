// capture: a screen that nobody draws: for tests and examples, the same for the same clock.
//
// Five times a second a coloured block moves over a blue background, and a band along the bottom counts: sixteen cells, white for
// one and black for zero, the highest bit left. Tests read the count back from what they see. Source: "WxH", 1280x720 when empty.

#include <array>
#include <charconv>

#include "capture/backends.hpp"
#include "capture/regions.hpp"
#include "capture/waiting.hpp"

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds beat{200};
constexpr int cells = 16;
constexpr int smallest = 64, largest = 8192;

struct Colour {
    std::uint8_t blue, green, red;
};
constexpr Colour sky{150, 90, 40}, white{255, 255, 255}, black{0, 0, 0};
constexpr std::array<Colour, 4> blocks{{{0, 0, 230}, {0, 200, 0}, {0, 210, 240}, {200, 0, 200}}};

std::optional<Size> parsed(std::string_view source) {
    if (source.empty()) return Size{1280, 720};
    Size size;
    const auto* begin = source.begin();
    const auto* end = source.end();
    const auto width = std::from_chars(begin, end, size.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    const auto fits = [](int side) { return side >= smallest && side <= largest; };
    if (height.ec != std::errc{} || height.ptr != end || !fits(size.width) || !fits(size.height)) return std::nullopt;
    return size;
}

class Pattern final : public Capturer {
public:
    Pattern(Size size, const Clock& clock)
        : size_{size},
          clock_{clock},
          opened_{clock.tick()},
          pixels_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4) {}

    std::expected<std::optional<Frame>, CaptureError> next(milliseconds patience) override {
        if (!shown_) {
            fill(whole(size_), sky);
            return drawn(count(), {whole(size_)});
        }
        if (!has_come(opened_ + beat * (*shown_ + 1), clock_, patience)) return std::nullopt;
        const auto now = count();
        fill(block(*shown_), sky);
        Rects changed{block(*shown_), block(now)};
        for (int i = 0; i < cells; ++i)
            if (bit(*shown_, i) != bit(now, i)) changed.push_back(cell(i));
        return drawn(now, std::move(changed));
    }
    [[nodiscard]] std::string_view name() const noexcept override { return "pattern"; }

private:
    [[nodiscard]] std::int64_t count() const { return (clock_.tick() - opened_) / beat; }
    static bool bit(std::int64_t count, int cell) { return (count >> (cells - 1 - cell) & 1) != 0; }

    [[nodiscard]] Rect cell(int index) const {
        const int left = size_.width * index / cells, right = size_.width * (index + 1) / cells, high = size_.height / 12;
        return {left, size_.height - high, right - left, high};
    }
    [[nodiscard]] Rect block(std::int64_t count) const {
        const int side = size_.height / 4;
        const std::int64_t path = size_.width - side;
        const auto along = count * 24 % (2 * path);
        const int x = static_cast<int>(along < path ? along : 2 * path - along);
        return {x, size_.height / 3, side, side};
    }
    Frame drawn(std::int64_t count, Rects changed) {
        fill(block(count), blocks[static_cast<std::size_t>(count) % blocks.size()]);
        for (int i = 0; i < cells; ++i) fill(cell(i), bit(count, i) ? white : black);
        shown_ = count;
        return {size_, static_cast<std::size_t>(size_.width) * 4, pixels_, std::move(changed), clock_.now()};
    }
    void fill(const Rect& where, Colour colour) {
        const std::array pixel{static_cast<std::byte>(colour.blue), static_cast<std::byte>(colour.green),
                               static_cast<std::byte>(colour.red), std::byte{255}};
        for (int y = where.y; y < where.y + where.height; ++y) {
            auto* at =
                pixels_.data() +
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(where.x)) * 4;
            for (int x = 0; x < where.width; ++x, at += 4) std::copy(pixel.begin(), pixel.end(), at);
        }
    }

    Size size_;
    const Clock& clock_;
    Tick opened_;
    std::optional<std::int64_t> shown_;
    Bytes pixels_;
};

}  // namespace

Opened make_pattern(const Options& options) {
    const auto size = parsed(options.source);
    if (!size) return std::unexpected{CaptureError{Fault::try_another, "pattern: the source is not WxH of 64 to 8192", 0}};
    return std::make_unique<Pattern>(*size, *options.clock);
}

}  // namespace monitor::capture
