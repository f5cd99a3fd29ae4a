// Is there no picture without a strip, and no strip in the picture?

#include <functional>
#include <ranges>

#include <catch2/catch.hpp>

#include "capture/regions.hpp"
#include "capture/strip_paint.hpp"
#include "monitor/capture/strip.hpp"
#include "support/drawn_screen.hpp"

using namespace monitor;
using namespace monitor::capture;
using namespace std::chrono_literals;

namespace {

/// A screen that gives what it is told to, and counts how often it was asked.
class ToldScreen final : public Capturer {
public:
    std::expected<std::optional<Frame>, CaptureError> next(std::chrono::milliseconds) override {
        ++asked;
        if (while_reading) while_reading();
        if (changed.empty()) return std::nullopt;
        return Frame{drawn.size(), static_cast<std::size_t>(drawn.size().width) * 4, pixels, std::exchange(changed, {}), {},
                     place};
    }
    std::string_view name() const noexcept override { return "told"; }

    test::DrawnScreen drawn{{200, 100}};
    Bytes pixels{copy(drawn.pixels())};
    Rects changed{{0, 0, 200, 100}};
    Rect place{};
    std::function<void()> while_reading;
    int asked{};
};

class ToldStrip final : public Strip {
public:
    std::expected<void, CaptureError> show(const std::string&) override { return {}; }
    void hide() override {}
    Standing standing() override { return now; }
    std::vector<Rect> places() const override { return at; }

    Standing now{Standing::up};
    Rects at{{80, 0, 40, 10}};
};

struct Stage {
    ToldStrip strip;
    ToldScreen* screen{new ToldScreen};
    std::unique_ptr<Capturer> capturer{behind_strip(std::unique_ptr<Capturer>{screen}, strip)};

    std::optional<Frame> next() {
        auto frame = capturer->next(0ms);
        REQUIRE(frame);
        return std::move(*frame);
    }
};

bool grey(const Frame& frame, int x, int y) {
    const auto at = static_cast<std::size_t>(y) * frame.stride() + static_cast<std::size_t>(x) * 4;
    return frame.pixels()[at] == std::byte{128} && frame.pixels()[at + 1] == std::byte{128} &&
           frame.pixels()[at + 2] == std::byte{128};
}

}  // namespace

TEST_CASE("while the strip is down or covered the screen is not even read") {
    Stage stage;
    for (const auto standing : {Standing::down, Standing::covered}) {
        stage.strip.now = standing;
        CHECK_FALSE(stage.next());
    }
    CHECK(stage.screen->asked == 0);
    stage.strip.now = Standing::up;
    CHECK(stage.next());
    CHECK(stage.capturer->name() == "told");
}

TEST_CASE("a picture taken while something slid over the strip is dropped, and the next one is whole") {
    Stage stage;
    REQUIRE(stage.next());
    stage.screen->changed = {{0, 50, 10, 10}};
    stage.screen->while_reading = [&] { stage.strip.now = Standing::covered; };
    CHECK_FALSE(stage.next());
    stage.strip.now = Standing::up;
    stage.screen->while_reading = {};
    stage.screen->changed = {{20, 50, 10, 10}};
    const auto frame = stage.next();
    REQUIRE(frame);
    CHECK(std::ranges::equal(frame->changed(), Rects{{0, 0, 200, 100}}));
}

TEST_CASE("the places of the strip are grey, nothing else is, and they are no change") {
    Stage stage;
    REQUIRE(stage.next());
    stage.screen->changed = {{70, 0, 60, 20}};
    const auto frame = stage.next();
    REQUIRE(frame);
    for (int y = 0; y < 100; ++y)
        for (int x = 0; x < 200; ++x) {
            const bool inside = !Rect{80, 0, 40, 10}.common({x, y, 1, 1}).empty();
            if (inside)
                REQUIRE(grey(*frame, x, y));
            else
                REQUIRE(frame->pixels()[(static_cast<std::size_t>(y) * 200 + static_cast<std::size_t>(x)) * 4] ==
                        stage.screen->drawn.pixels()[(static_cast<std::size_t>(y) * 200 + static_cast<std::size_t>(x)) * 4]);
        }
    CHECK(area({frame->changed().begin(), frame->changed().end()}) == 60 * 20 - 40 * 10);
    stage.screen->changed = {{85, 2, 10, 5}};
    CHECK_FALSE(stage.next());
}

TEST_CASE("the capturer finds its pixels as it left them when it is asked again") {
    Stage stage;
    REQUIRE(stage.next());
    stage.screen->while_reading = [&] { CHECK(std::ranges::equal(stage.screen->pixels, stage.screen->drawn.pixels())); };
    CHECK_FALSE(stage.next());
}

TEST_CASE("a strip that moves makes the next picture whole") {
    Stage stage;
    REQUIRE(stage.next());
    stage.strip.at = {{0, 0, 100, 10}};
    stage.screen->changed = {{150, 50, 10, 10}};
    const auto frame = stage.next();
    REQUIRE(frame);
    CHECK(std::ranges::equal(frame->changed(), Rects{{0, 0, 200, 100}}));
    CHECK(grey(*frame, 5, 5));
    CHECK_FALSE(grey(*frame, 110, 5));
}

TEST_CASE("on one monitor of several the strip is grey where it stands on that one") {
    Stage stage;
    stage.screen->place = {1000, 0, 200, 100};
    stage.strip.at = {{80, 0, 40, 10}, {1080, 0, 40, 10}};
    const auto frame = stage.next();
    REQUIRE(frame);
    CHECK(grey(*frame, 81, 1));
    CHECK_FALSE(grey(*frame, 5, 5));
    CHECK(frame->place() == Rect{1000, 0, 200, 100});
}

TEST_CASE("words on the strip are one line of sound text") {
    CHECK(showable("Anouk de Vries kijkt mee") == "Anouk de Vries kijkt mee");
    CHECK(showable("Zo\xc3\xab \xe2\x80\xae"
                   "kijkt\nmee\t!") == "Zo\xc3\xab  kijkt mee !");
    CHECK(showable("\xff\xc0\xaf\xed\xa0\x80"
                   "A") == "??????A");
    CHECK(showable("\xc3") == "?");
    CHECK(showable(std::string(5000, 'x')).size() == 200);
}

TEST_CASE("a strip is as wide as its words need, and no wider than allowed") {
    const auto narrow = paint_strip("Bo kijkt mee", 1000, 1);
    const auto wide = paint_strip("Anouk de Vries-van den Heuvel kijkt mee", 1000, 1);
    CHECK(narrow.size.height == 28);
    CHECK(narrow.size.width < wide.size.width);
    CHECK(paint_strip("Anouk de Vries-van den Heuvel kijkt mee", 200, 1).size.width <= 200);
    CHECK(paint_strip("Bo kijkt mee", 10, 1).size.width == 10);
    CHECK(paint_strip("Bo kijkt mee", 1000, 2).size.height == 56);
    CHECK(narrow.pixels.size() == static_cast<std::size_t>(narrow.size.width) * 28 * 4);
    const bool white = std::ranges::any_of(std::views::iota(0, narrow.size.width * 28), [&](int i) {
        return narrow.pixels[static_cast<std::size_t>(i) * 4] == std::byte{255} &&
               narrow.pixels[static_cast<std::size_t>(i) * 4 + 1] == std::byte{255};
    });
    CHECK(white);
}
