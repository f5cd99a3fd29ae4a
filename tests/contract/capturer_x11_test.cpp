// Does the X11 backend keep the contract, and stand by it when the screen changes size, or is gone?

#include <fmt/format.h>
#include <xcb/shm.h>

#include "contract/capturer_contract.hpp"
#include "support/x_painter.hpp"
#include "support/xvfb.hpp"

namespace {

/// Asked of X servers by this program so far.
struct Questions {
    int asked{};
    std::int64_t pixels{};
} questions;

}  // namespace

extern "C" {
decltype(xcb_get_image) __real_xcb_get_image;
decltype(xcb_shm_get_image) __real_xcb_shm_get_image;

xcb_get_image_cookie_t __wrap_xcb_get_image(xcb_connection_t* line, std::uint8_t format, xcb_drawable_t what, std::int16_t x,
                                            std::int16_t y, std::uint16_t width, std::uint16_t height, std::uint32_t planes) {
    ++questions.asked, questions.pixels += width * height;
    return __real_xcb_get_image(line, format, what, x, y, width, height, planes);
}
xcb_shm_get_image_cookie_t __wrap_xcb_shm_get_image(xcb_connection_t* line, xcb_drawable_t what, std::int16_t x, std::int16_t y,
                                                    std::uint16_t width, std::uint16_t height, std::uint32_t planes,
                                                    std::uint8_t format, xcb_shm_seg_t segment, std::uint32_t offset) {
    ++questions.asked, questions.pixels += width * height;
    return __real_xcb_shm_get_image(line, what, x, y, width, height, planes, format, segment, offset);
}
}

using namespace monitor;
using namespace std::chrono_literals;
using contract::next;

namespace {

constexpr auto long_enough = 3000ms;

struct Desk {
    explicit Desk(const std::string& screen = "640x480x24", const std::vector<std::string>& extra = {}) : server{screen, extra} {}
    test::Xvfb server;
    test::XPainter painter{server.display()};
    SystemClock clock;

    std::unique_ptr<capture::Capturer> capturer(capture::Extent extent = capture::Extent::desktop) const {
        auto made = capture::open({.backend = "x11", .source = server.display(), .extent = extent, .clock = &clock});
        REQUIRE(made);
        return std::move(*made);
    }
};

std::uint32_t colour(const contract::Seen& seen, int x, int y) {
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(seen.size.width) + static_cast<std::size_t>(x)) * 4;
    const auto byte = [&](std::size_t i) { return std::to_integer<std::uint32_t>(seen.pixels[at + i]); };
    return byte(2) << 16 | byte(1) << 8 | byte(0);
}

/// All frames until the screen is at rest, the last one.
std::optional<contract::Seen> newest(capture::Capturer& capturer) {
    auto seen = next(capturer, long_enough);
    while (seen)
        if (auto more = next(capturer, 50ms))
            seen = std::move(more);
        else
            break;
    return seen;
}

void contract_on(const std::vector<std::string>& extra) {
    Desk desk{"320x240x24", extra};
    std::uint32_t turn = 0;
    contract::capturer_contract({.open = [&] { return desk.capturer(); },
                                 .change =
                                     [&] {
                                         ++turn;
                                         desk.painter.fill(
                                             {static_cast<int>(turn * 37 % 250), static_cast<int>(turn * 53 % 190), 41, 23},
                                             0x102030 * turn);
                                     },
                                 .patience = long_enough});
}

}  // namespace

TEST_CASE("x11 keeps the contract of a capturer") {
    contract_on({});
}

TEST_CASE("x11 keeps the contract where shared memory is refused") {
    contract_on({"-extension", "MIT-SHM"});
}

TEST_CASE("colours are what was drawn, to the pixel") {
    Desk desk;
    desk.painter.fill({0, 0, 640, 480}, 0x204060);
    desk.painter.fill({100, 50, 30, 20}, 0xff8001);
    auto capturer = desk.capturer();
    const auto seen = newest(*capturer);
    REQUIRE(seen);
    CHECK(seen->size == Size{640, 480});
    CHECK(colour(*seen, 100, 50) == 0xff8001);
    CHECK(colour(*seen, 129, 69) == 0xff8001);
    CHECK(colour(*seen, 130, 69) == 0x204060);
    CHECK(colour(*seen, 99, 50) == 0x204060);
    CHECK(colour(*seen, 639, 479) == 0x204060);
}

TEST_CASE("only what was painted counts as changed") {
    Desk desk;
    auto capturer = desk.capturer();
    REQUIRE(newest(*capturer));
    desk.painter.fill({320, 240, 10, 10}, 0x00ff00);
    const auto seen = next(*capturer, long_enough);
    REQUIRE(seen);
    Rect all;
    for (const auto& part : seen->changed) all = all.around(part);
    CHECK(all.width <= 64);
    CHECK(all.height <= 16);
}

TEST_CASE("an idle screen is not read, a pointer that moves neither, and a small change costs few pixels") {
    const auto extra = GENERATE(std::vector<std::string>{}, std::vector<std::string>{"-extension", "MIT-SHM"});
    Desk desk{"640x480x24", extra};
    auto capturer = desk.capturer();
    questions = {};
    REQUIRE(newest(*capturer));
    CHECK(questions.pixels >= 640 * 480);
    questions = {};
    for (int turn = 0; turn < 5; ++turn) CHECK_FALSE(next(*capturer, 20ms));
    desk.painter.point_at(200, 200);
    CHECK(next(*capturer, long_enough));
    CHECK(questions.asked == 0);
    desk.painter.fill({320, 240, 10, 10}, 0x00ff00);
    CHECK(next(*capturer, long_enough));
    CHECK(questions.asked == 1);
    CHECK(questions.pixels == 16 * 16);
}

TEST_CASE("painting the same again is no change") {
    Desk desk;
    auto capturer = desk.capturer();
    desk.painter.fill({50, 60, 200, 100}, 0x123456);
    REQUIRE(newest(*capturer));
    for (int turn = 0; turn < 5; ++turn) {
        desk.painter.fill({50, 60, 200, 100}, 0x123456);
        CHECK_FALSE(next(*capturer, 50ms));
    }
}

TEST_CASE("many small changes all come through") {
    Desk desk;
    auto capturer = desk.capturer();
    auto before = newest(*capturer);
    for (int i = 0; i < 60; ++i) desk.painter.fill({i % 10 * 60, i / 10 * 70, 5, 5}, 0x0000ff);
    const auto after = newest(*capturer);
    REQUIRE(after);
    for (int i = 0; i < 60; ++i) CHECK(colour(*after, i % 10 * 60 + 2, i / 10 * 70 + 2) == 0x0000ff);
}

TEST_CASE("a window that covers, moves and goes is seen at each step") {
    Desk desk;
    desk.painter.fill({0, 0, 640, 480}, 0x303030);
    auto capturer = desk.capturer();
    REQUIRE(newest(*capturer));
    const auto window = desk.painter.window({100, 100, 80, 60}, 0xaa0000);
    auto seen = newest(*capturer);
    REQUIRE(seen);
    CHECK(colour(*seen, 140, 130) == 0xaa0000);
    desk.painter.move(window, 300, 200);
    seen = newest(*capturer);
    REQUIRE(seen);
    CHECK(colour(*seen, 340, 230) == 0xaa0000);
}

TEST_CASE("the pointer is in the picture, and its movement is a change of where it was and where it is") {
    Desk desk;
    desk.painter.fill({0, 0, 640, 480}, 0x808080);
    desk.painter.point_at(100, 100);
    auto capturer = desk.capturer();
    const auto before = newest(*capturer);
    REQUIRE(before);
    desk.painter.point_at(400, 300);
    const auto after = next(*capturer, 200ms);
    REQUIRE(after);
    CHECK(contract::untold(*before, *after) == 0);
    const auto drawn_near = [](const contract::Seen& seen, int x, int y) {
        for (int dy = -12; dy <= 12; ++dy)
            for (int dx = -12; dx <= 12; ++dx)
                if (colour(seen, x + dx, y + dy) != 0x808080) return true;
        return false;
    };
    CHECK(drawn_near(*before, 100, 100));
    CHECK_FALSE(drawn_near(*before, 400, 300));
    CHECK(drawn_near(*after, 400, 300));
    CHECK_FALSE(drawn_near(*after, 100, 100));
    CHECK(after->changed.size() == 2);
}

TEST_CASE("something painted under the pointer leaves no shadow of it") {
    Desk desk;
    desk.painter.fill({0, 0, 640, 480}, 0x808080);
    desk.painter.point_at(100, 100);
    auto capturer = desk.capturer();
    REQUIRE(newest(*capturer));
    desk.painter.fill({90, 90, 40, 40}, 0x00aa00);
    REQUIRE(newest(*capturer));
    desk.painter.point_at(500, 400);
    const auto seen = newest(*capturer);
    REQUIRE(seen);
    for (int y = 90; y < 130; ++y)
        for (int x = 90; x < 130; ++x) REQUIRE(colour(*seen, x, y) == 0x00aa00);
}

TEST_CASE("a new size of the screen gives a whole picture of that size") {
    Desk desk{"800x600x24"};
    auto capturer = desk.capturer();
    REQUIRE(newest(*capturer)->size == Size{800, 600});
    REQUIRE(desk.server.resize("640", "400"));
    desk.painter.fill({0, 0, 640, 400}, 0x445566);
    auto seen = newest(*capturer);
    REQUIRE(seen);
    CHECK(seen->size == Size{640, 400});
    CHECK(colour(*seen, 600, 390) == 0x445566);
    REQUIRE(desk.server.run({"xrandr", "--output", "screen", "--mode", "800x600"}));
    const auto whole_again = next(*capturer, long_enough);
    REQUIRE(whole_again);
    CHECK(whole_again->size == Size{800, 600});
    CHECK(whole_again->changed.front() == Rect{0, 0, 800, 600});
}

TEST_CASE("one monitor is captured alone, and the picture follows the pointer to the other") {
    Desk desk{"800x400x24"};
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "left", "500/100x400/100+0+0", "screen"}));
    REQUIRE(desk.server.run({"xrandr", "--setmonitor", "right", "300/100x400/100+500+0", "none"}));
    desk.painter.fill({0, 0, 500, 400}, 0x110000);
    desk.painter.fill({500, 0, 300, 400}, 0x001100);
    desk.painter.point_at(100, 200);
    auto capturer = desk.capturer(capture::Extent::active_monitor);
    auto frame = capturer->next(long_enough);
    REQUIRE((frame && *frame));
    CHECK((*frame)->place() == Rect{0, 0, 500, 400});
    desk.painter.point_at(700, 200);
    frame = capturer->next(long_enough);
    REQUIRE((frame && *frame));
    CHECK((*frame)->place() == Rect{500, 0, 300, 400});
    CHECK((*frame)->changed().front() == Rect{0, 0, 300, 400});
    const auto seen = contract::Seen{(*frame)->size(), (*frame)->clone(), {}};
    CHECK(colour(seen, 10, 10) == 0x001100);
    CHECK(colour(seen, 290, 390) == 0x001100);
    desk.painter.fill({0, 0, 500, 400}, 0x2200ff);  // on the other one: nobody's business
    CHECK_FALSE(next(*capturer, 100ms));
}

TEST_CASE("an X server that dies says reopen, again and again, and nothing crashes") {
    Desk desk;
    auto capturer = desk.capturer();
    REQUIRE(newest(*capturer));
    desk.server.kill();
    for (int turn = 0; turn < 3; ++turn) {
        const auto frame = capturer->next(long_enough);
        REQUIRE_FALSE(frame);
        CHECK(frame.error().fault == capture::Fault::reopen);
    }
    capturer.reset();
    const auto again = capture::open({.backend = "x11", .source = desk.server.display(), .clock = &desk.clock});
    REQUIRE_FALSE(again);
    CHECK(again.error().fault == capture::Fault::try_another);
}

TEST_CASE("a screen of 16-bit pixels is refused with the reason") {
    const test::Xvfb server{"640x480x16"};
    const SystemClock clock;
    const auto made = capture::open({.backend = "x11", .source = server.display(), .clock = &clock});
    REQUIRE_FALSE(made);
    CHECK(made.error().fault == capture::Fault::try_another);
    CHECK(made.error().operation.find("32-bit") != std::string_view::npos);
}
