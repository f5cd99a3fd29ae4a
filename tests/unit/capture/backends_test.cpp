// Which backend opens for which words, and what do the made-up ones show?

#include <fstream>

#include <catch2/catch.hpp>

#include "capture/clip.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/capture/strip.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::capture;
using namespace std::chrono_literals;

namespace {

struct Stage {
    test::ManualClock clock{Instant{1'800'000'000s}};
    std::unique_ptr<Capturer> opened(const std::string& backend, const std::string& source) {
        auto made = open({.backend = backend, .source = source, .clock = &clock});
        REQUIRE(made);
        return std::move(*made);
    }
    std::string refused(const std::string& backend, const std::string& source) {
        const auto made = open({.backend = backend, .source = source, .clock = &clock});
        REQUIRE_FALSE(made);
        CHECK(made.error().fault == Fault::try_another);
        return std::string{made.error().operation};
    }
};

/// What the band of the pattern says.
int counted(const Frame& frame) {
    int count = 0;
    for (int cell = 0; cell < 16; ++cell) {
        const auto x = static_cast<std::size_t>(frame.size().width * (2 * cell + 1) / 32);
        const auto y = static_cast<std::size_t>(frame.size().height - 2);
        count = 2 * count + (frame.pixels()[y * frame.stride() + x * 4] == std::byte{255} ? 1 : 0);
    }
    return count;
}

}  // namespace

TEST_CASE("a backend is opened by its name, and a made-up one never by auto") {
    Stage stage;
    CHECK(stage.opened("pattern", "")->name() == "pattern");
    CHECK(stage.refused("wayland", "") == "open: no such backend");
    CHECK(stage.refused("", "") == "open: no such backend");
    CHECK(stage.refused("auto", ":4711") == "xcb_connect");  // no such display: nothing made up instead
    CHECK_FALSE(open({.backend = "pattern"}));               // no clock
}

TEST_CASE("a pattern is as large as its source says, and no other words are taken") {
    Stage stage;
    auto pattern = stage.opened("pattern", "640x360");
    CHECK((*pattern->next(0ms))->size() == Size{640, 360});
    CHECK((*stage.opened("pattern", "")->next(0ms))->size() == Size{1280, 720});
    for (const auto* wrong : {"640", "640x", "x360", "640x360 ", " 640x360", "640X360", "63x360", "640x9000", "-640x360",
                              "640x360x2", "99999999999x360"})
        CHECK(stage.refused("pattern", wrong) == "pattern: the source is not WxH of 64 to 8192");
}

TEST_CASE("a pattern counts five changes a second in its band, and skips what nobody saw") {
    Stage stage;
    auto pattern = stage.opened("pattern", "640x360");
    CHECK(counted(**pattern->next(0ms)) == 0);
    stage.clock.advance(199ms);
    CHECK_FALSE(*pattern->next(0ms));
    stage.clock.advance(1ms);
    CHECK(counted(**pattern->next(0ms)) == 1);
    stage.clock.advance(60s);
    auto frame = pattern->next(0ms);
    CHECK(counted(**frame) == 301);
    CHECK((*frame)->taken() == stage.clock.now());
    CHECK_FALSE(*pattern->next(0ms));
}

TEST_CASE("a clock that stands still is not waited for") {
    Stage stage;
    auto pattern = stage.opened("pattern", "640x360");
    REQUIRE(*pattern->next(1h));
    CHECK_FALSE(*pattern->next(1h));  // would take an hour otherwise
}

TEST_CASE("with a running clock patience is waited out, and a change that comes in time is given") {
    const SystemClock clock;
    auto pattern = *open({.backend = "pattern", .source = "64x64", .clock = &clock});
    REQUIRE(*pattern->next(0ms));
    const auto begin = clock.tick();
    CHECK_FALSE(*pattern->next(20ms));
    CHECK(clock.tick() - begin >= 20ms);
    CHECK(*pattern->next(5s));
    CHECK(clock.tick() - begin < 2s);
}

TEST_CASE("a replay plays its pictures in time, together when late, and starts again") {
    Stage stage;
    const test::Temporary directory;
    const auto path = directory.path() / "made.clip";
    {
        auto pattern = stage.opened("pattern", "320x180");
        ClipWriter writer{{320, 180}};
        for (int i = 0; i < 4; ++i, stage.clock.advance(200ms)) writer.add(i * 200ms, **pattern->next(0ms));
        const auto bytes = std::move(writer).finished(1000ms);
        std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                    static_cast<std::streamsize>(bytes.size()));
    }
    auto replay = stage.opened("replay", path);
    CHECK(replay->name() == "replay");
    CHECK(counted(**replay->next(0ms)) == 0);
    CHECK_FALSE(*replay->next(0ms));
    stage.clock.advance(400ms);
    auto frame = replay->next(0ms);
    CHECK(counted(**frame) == 2);
    stage.clock.advance(200ms);
    CHECK(counted(**replay->next(0ms)) == 3);
    stage.clock.advance(399ms);
    CHECK_FALSE(*replay->next(0ms));
    stage.clock.advance(1ms);
    frame = replay->next(0ms);
    CHECK(counted(**frame) == 0);
    CHECK((*frame)->changed().front() == Rect{0, 0, 320, 180});
    stage.clock.advance(10'200ms);
    CHECK(counted(**replay->next(0ms)) == 1);
}

TEST_CASE("a replay of no file, or of one that is no clip, does not open") {
    Stage stage;
    const test::Temporary directory;
    CHECK(stage.refused("replay", directory.path() / "none.clip") == "replay: the clip cannot be opened");
    std::ofstream{directory.path() / "text.clip"} << "MONCLIP2 and some words";
    CHECK(stage.refused("replay", directory.path() / "text.clip") == "replay: not a sound clip");
    CHECK(stage.refused("replay", directory.path()).starts_with("replay: "));
}

TEST_CASE("the strip of a screen that does not exist is up once shown, and stands nowhere") {
    Stage stage;
    auto strip = *open_strip({.backend = "pattern", .clock = &stage.clock});
    CHECK(strip->standing() == Standing::down);
    REQUIRE(strip->show("Anouk de Vries kijkt mee"));
    CHECK(strip->standing() == Standing::up);
    CHECK(strip->places().empty());
    strip->hide();
    CHECK(strip->standing() == Standing::down);
}
