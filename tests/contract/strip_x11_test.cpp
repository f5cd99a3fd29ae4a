// Is the strip seen, does it come back when something covers it, and is there no picture while it is not?

#include <catch2/catch.hpp>

#include "monitor/capture/strip.hpp"
#include "support/x_painter.hpp"
#include "support/xvfb.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using capture::Standing;

namespace {

constexpr auto words = "Anouk de Vries kijkt mee";

/// A system clock that can be set forward: waiting out the pauses between two attempts takes no time.
class HastyClock final : public Clock {
public:
    Instant now() const override { return system_.now() + ahead_; }
    Tick tick() const override { return system_.tick() + ahead_; }
    void hurry(std::chrono::milliseconds by) { ahead_ += by; }

private:
    SystemClock system_;
    std::chrono::milliseconds ahead_{};
};

struct Desk {
    explicit Desk(const std::string& screen = "800x600x24") : server{screen} {}
    test::Xvfb server;
    test::XPainter painter{server.display()};
    HastyClock clock;

    capture::Options options() const { return {.backend = "x11", .source = server.display(), .clock = &clock}; }
    std::unique_ptr<capture::Strip> strip() const {
        auto made = capture::open_strip(options());
        REQUIRE(made);
        return std::move(*made);
    }
    std::unique_ptr<capture::Capturer> capturer(capture::Strip& strip) const {
        auto made = capture::open(options());
        REQUIRE(made);
        return capture::behind_strip(std::move(*made), strip);
    }
};

}  // namespace

TEST_CASE("a strip is down until it is shown, up at once then, and down when hidden") {
    Desk desk;
    auto strip = desk.strip();
    CHECK(strip->standing() == Standing::down);
    CHECK(strip->places().empty());
    REQUIRE(strip->show(words));
    CHECK(strip->standing() == Standing::up);
    REQUIRE(strip->places().size() == 1);
    const Rect place = strip->places().front();
    CHECK(place.y == 0);
    CHECK(place.height == 28);
    CHECK(std::abs(place.x + place.width / 2 - 400) <= 1);
    strip->hide();
    CHECK(strip->standing() == Standing::down);
    CHECK(strip->places().empty());
}

TEST_CASE("other words make another strip, a very long name one that still fits") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show("Bo kijkt mee"));
    const auto narrow = strip->places().front();
    REQUIRE(strip->show(words));
    CHECK(strip->places().front().width > narrow.width);
    REQUIRE(strip->show(std::string(5000, 'W') + " kijkt mee"));
    CHECK(strip->standing() == Standing::up);
    CHECK(strip->places().front().width <= 600);
    CHECK(strip->places().front().width > 500);
}

TEST_CASE("a window over the strip: the strip comes back on top") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    REQUIRE(strip->standing() == Standing::up);
    const auto own = desk.painter.topmost();
    const auto window = desk.painter.window({300, 0, 200, 300}, 0xaa0000);
    CHECK(desk.painter.topmost() == window);
    CHECK(strip->standing() == Standing::up);
    CHECK(desk.painter.topmost() == own);
}

TEST_CASE("with a compositor the server calls every window unobscured, and the strip is not fooled") {
    Desk desk;
    REQUIRE(desk.painter.composite());
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    REQUIRE(strip->standing() == Standing::up);
    const auto own = desk.painter.topmost();
    const auto window = desk.painter.window({0, 0, 800, 300}, 0xaa0000);
    CHECK(strip->standing() == Standing::up);
    CHECK(desk.painter.topmost() == own);
    desk.painter.raise(window);
    CHECK(strip->standing() == Standing::covered);
}

TEST_CASE("two that both want to be on top: the strip says covered, and tries ever less often") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    const auto window = desk.painter.window({0, 0, 800, 600}, 0xaa0000);
    int raised = 0;
    for (int turn = 0; turn < 200; ++turn) {  // twenty seconds, ten looks a second
        desk.painter.raise(window);
        if (strip->standing() == Standing::up) ++raised;
        desk.clock.hurry(100ms);
    }
    CHECK(raised >= 3);
    CHECK(raised <= 12);
}

TEST_CASE("unmapped, moved or destroyed by someone: the strip is made anew") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    const auto harm = GENERATE(0, 1, 2);
    const auto own = desk.painter.topmost();
    if (harm == 0) desk.painter.unmap(own);
    if (harm == 1) desk.painter.move(own, 0, 500);
    if (harm == 2) desk.painter.destroy(own);
    CHECK(strip->standing() == Standing::up);
    CHECK(desk.painter.topmost() != own);
    CHECK(strip->places().front().y == 0);
}

TEST_CASE("painted over without a window: seen within a second, and made anew") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    REQUIRE(strip->standing() == Standing::up);
    const auto own = desk.painter.topmost();
    desk.painter.fill(own, {0, 0, 800, 28}, 0x808080);
    desk.clock.hurry(1100ms);
    CHECK(strip->standing() == Standing::up);
    CHECK(desk.painter.topmost() != own);
}

TEST_CASE("there is no picture until the strip is up, and none while it is covered or gone") {
    Desk desk;
    auto strip = desk.strip();
    auto capturer = desk.capturer(*strip);
    const auto pictures = [&] {
        const auto frame = capturer->next(0ms);
        REQUIRE(frame);
        return frame->has_value();
    };
    CHECK_FALSE(pictures());
    REQUIRE(strip->show(words));
    CHECK(pictures());

    const auto window = desk.painter.window({0, 0, 800, 600}, 0xaa0000);
    REQUIRE(strip->standing() == Standing::up);  // back on top: the next attempt must wait
    desk.painter.raise(window);
    desk.painter.fill({0, 300, 800, 100}, 0x00ff00);
    CHECK_FALSE(pictures());
    CHECK(strip->standing() == Standing::covered);

    desk.painter.destroy(window);
    desk.painter.fill({0, 300, 800, 100}, 0x0000ff);
    desk.clock.hurry(1000ms);
    const auto back = capturer->next(2000ms);
    REQUIRE((back && *back));
    CHECK((*back)->changed().size() == 1);
    CHECK((*back)->changed().front() == Rect{0, 0, 800, 600});

    strip->hide();
    desk.painter.fill({0, 300, 800, 100}, 0xffffff);
    CHECK_FALSE(pictures());
}

TEST_CASE("where the strip stands the picture is grey, and its own drawing is no change") {
    Desk desk;
    desk.painter.fill({0, 0, 800, 600}, 0x0000ff);
    auto strip = desk.strip();
    auto capturer = desk.capturer(*strip);
    REQUIRE(strip->show(words));
    auto frame = capturer->next(2000ms);
    REQUIRE((frame && *frame));
    const Rect place = strip->places().front();
    const auto pixels = (*frame)->clone();
    for (int y = place.y; y < place.y + place.height; ++y)
        for (int x = place.x; x < place.x + place.width; ++x)
            REQUIRE(std::to_integer<int>(pixels[(static_cast<std::size_t>(y) * 800 + static_cast<std::size_t>(x)) * 4]) == 128);
    CHECK(std::to_integer<int>(pixels[(600 * 800 - 1) * 4]) == 255);
    while (true) {
        auto more = capturer->next(0ms);
        REQUIRE(more);
        if (!*more) break;
    }
    desk.painter.destroy(
        desk.painter.window({place.x + 20, 0, place.width - 40, 12}, 0xaa0000));  // the server draws the strip again, as it was
    CHECK(strip->standing() == Standing::up);
    frame = capturer->next(0ms);
    REQUIRE(frame);
    CHECK_FALSE(*frame);
    desk.painter.fill({place.x - 50, 0, place.width + 100, 60}, 0x00ff00);
    frame = capturer->next(2000ms);
    REQUIRE((frame && *frame));
    for (const auto& part : (*frame)->changed()) CHECK(part.common(place).empty());
}

TEST_CASE("every monitor has its strip, and a new one gets it too") {
    Desk desk{"1000x400x24"};
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    CHECK(strip->places().size() == 1);
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "left", "500/100x400/100+0+0", "screen"}));
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "right", "500/100x400/100+500+0", "none"}));
    desk.painter.done();
    CHECK(strip->standing() == Standing::up);
    const auto places = strip->places();
    REQUIRE(places.size() == 2);
    CHECK(places[0].x + places[0].width <= 500);
    CHECK(places[1].x >= 500);
}

TEST_CASE("monitors that show the same have one strip, on the part that both show") {
    Desk desk{"1000x400x24"};
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "wide", "1000/100x400/100+0+0", "screen"}));
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "small", "600/100x300/100+0+0", "none"}));
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    CHECK(strip->standing() == Standing::up);
    REQUIRE(strip->places().size() == 1);
    CHECK(strip->places().front().x + strip->places().front().width <= 600);
}

TEST_CASE("no click and no key ends at the strip") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    const Rect place = strip->places().front();
    auto* line = xcb_connect(desk.server.display().c_str(), nullptr);
    const auto root = xcb_setup_roots_iterator(xcb_get_setup(line)).data->root;
    desk.painter.point_at(place.x + place.width / 2, place.y + place.height / 2);
    auto* pointer = xcb_query_pointer_reply(line, xcb_query_pointer(line, root), nullptr);
    REQUIRE(pointer != nullptr);
    CHECK(pointer->child == XCB_NONE);  // the pointer is on what lies below
    std::free(pointer);
    xcb_disconnect(line);
}

TEST_CASE("when the X server dies the strip is down, and says so without a crash") {
    Desk desk;
    auto strip = desk.strip();
    REQUIRE(strip->show(words));
    desk.server.kill();
    CHECK(strip->standing() == Standing::down);
    CHECK_FALSE(strip->show("Bo kijkt mee"));
    strip->hide();
    strip.reset();
}
