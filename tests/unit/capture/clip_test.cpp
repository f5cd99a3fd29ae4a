// Does a clip come back as it was recorded, and is a hostile file refused with the place of its fault?

#include "capture/clip.hpp"

#include <catch2/catch.hpp>

#include "support/drawn_screen.hpp"
#include "support/manual_clock.hpp"

using namespace monitor;
using namespace monitor::capture;
using namespace std::chrono_literals;
using monitor::test::DrawnScreen;

namespace {

Bytes small_clip() {
    DrawnScreen screen{{40, 30}};
    ClipWriter writer{screen.size()};
    writer.add(0ms, screen.frame({screen.whole()}));
    screen.fill({5, 6, 7, 8}, {1, 2, 3});
    writer.add(250ms, screen.frame({{5, 6, 7, 8}}));
    return std::move(writer).finished(1000ms);
}

std::string refusal(Bytes bytes) {
    const auto clip = read_clip(std::move(bytes));
    REQUIRE_FALSE(clip);
    CHECK(clip.error().remedy == Remedy::correct_input);
    return clip.error().place;
}

Bytes with(Bytes bytes, std::size_t at, std::initializer_list<int> values) {
    for (const auto value : values) bytes[at++] = static_cast<std::byte>(value);
    return bytes;
}

constexpr std::size_t first_picture = 20, first_rectangle = 26;

}  // namespace

TEST_CASE("what a clip writer is given comes back, pixel by pixel") {
    for (const auto seed : {0U, 1U}) {
        DrawnScreen screen{{321, 203}};
        if (seed != 0) screen.noise(seed);
        ClipWriter writer{screen.size()};
        writer.add(0ms, screen.frame({{0, 0, 1, 1}}));  // the first is written whole, whatever it says
        const DrawnScreen before = screen;
        const Rects parts{{10, 20, 111, 60}, {300, 190, 21, 13}};
        for (const auto& part : parts) screen.text(part, 77);
        writer.add(400ms, screen.frame(parts));
        const auto clip = read_clip(std::move(writer).finished(900ms));
        REQUIRE(clip);
        CHECK(clip->size == screen.size());
        CHECK(clip->length == 900ms);
        REQUIRE(clip->pictures.size() == 2);
        CHECK(clip->pictures[1].at == 400ms);
        REQUIRE(clip->pictures[1].patches.size() == 2);
        CHECK(clip->pictures[1].patches[0].where == parts[0]);

        Bytes canvas(screen.pixels().size());
        for (const auto& patch : clip->pictures[0].patches) paint(*clip, patch, canvas, 321 * 4);
        CHECK(std::ranges::equal(canvas, before.pixels()));
        for (const auto& patch : clip->pictures[1].patches) paint(*clip, patch, canvas, 321 * 4);
        CHECK(std::ranges::equal(canvas, screen.pixels()));
    }
}

TEST_CASE("a still screen takes few bytes") {
    DrawnScreen screen{{1920, 1080}};
    screen.fill(screen.whole(), {9, 9, 9});
    ClipWriter writer{screen.size()};
    writer.add(0ms, screen.frame({screen.whole()}));
    CHECK(std::move(writer).finished(0ms).size() < 1000);
}

TEST_CASE("every cut of a clip is refused") {
    const auto bytes = small_clip();
    REQUIRE(read_clip(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto clip = read_clip({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)});
        REQUIRE_FALSE(clip);
    }
}

TEST_CASE("a refusal names the picture and the rectangle") {
    const auto bytes = small_clip();
    CHECK(refusal(with(bytes, 0, {'X'})) == "does not begin as a clip");
    CHECK(refusal(with(bytes, 8, {0, 0})) == "screen: sides of 1 to 16384 are allowed");
    CHECK(refusal(with(bytes, 8, {0xff, 0xff})) == "screen: sides of 1 to 16384 are allowed");
    CHECK(refusal(with(bytes, 12, {0xff, 0xff, 0xff, 0x7f})) == "length: at most an hour");
    CHECK(refusal(with(bytes, 12, {250, 0, 0, 0})) == "length: ends before its last picture");
    CHECK(refusal(with(bytes, 16, {0, 0, 0, 0})) == "pictures: 1 to 100000 are allowed");
    CHECK(refusal(with(bytes, 16, {0xff, 0xff, 0xff, 0xff})) == "pictures: 1 to 100000 are allowed");
    CHECK(refusal(with(bytes, 16, {1})) == "bytes after the last picture");
    CHECK(refusal(with(bytes, 16, {3})) == "picture 3: the file ends before it");
    CHECK(refusal(with(bytes, first_picture, {1})) == "picture 1: its time goes back, or beyond an hour, or does not begin at 0");
    CHECK(refusal(with(bytes, first_picture + 4, {0, 0})) == "picture 1: 1 to 4096 rectangles are allowed");
    CHECK(refusal(with(bytes, first_rectangle, {1})) == "picture 1, rectangle 1: outside the screen");
    CHECK(refusal(with(bytes, first_rectangle + 4, {0, 0})) == "picture 1, rectangle 1: outside the screen");
    CHECK(refusal(with(bytes, first_rectangle + 6, {29})) == "picture 1, rectangle 1: its pixels do not fill it");
    CHECK(refusal(with(bytes, first_rectangle + 8, {0xff, 0xff, 0xff, 0xff})) ==
          "picture 1, rectangle 1: the file ends inside it");
    CHECK(refusal(with(bytes, 8, {39})) == "picture 1, rectangle 1: outside the screen");
    CHECK(refusal(with(bytes, 8, {41})) == "picture 1: does not cover the screen");
}

TEST_CASE("a picture that repaints the screen over and over is refused") {
    Bytes bytes = copy(as_bytes("MONCLIP1"));
    const auto put = [&](std::uint32_t value, int width) {
        for (int i = 0; i < width; ++i) bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
    };
    put(16, 2), put(16, 2), put(0, 4), put(1, 4), put(0, 4), put(5, 2);
    for (int i = 0; i < 5; ++i) put(0, 4), put(16, 2), put(16, 2), put(5, 4), put(0x8000 | 255, 2), put(0, 3);
    CHECK(refusal(bytes) == "picture 1: paints the screen more than four times");
}

TEST_CASE("bytes at random never paint outside a clip that was taken") {
    const auto sound = small_clip();
    std::uint32_t seed = 3;
    const auto next = [&] { return seed = seed * 1664525 + 1013904223, seed >> 8; };
    for (int turn = 0; turn < 3000; ++turn) {
        auto bytes = sound;
        for (std::uint32_t i = 0; i <= next() % 3; ++i) bytes[next() % bytes.size()] = static_cast<std::byte>(next());
        const auto clip = read_clip(std::move(bytes));
        if (!clip) continue;
        const auto width = static_cast<std::size_t>(clip->size.width);
        Bytes canvas(width * static_cast<std::size_t>(clip->size.height) * 4);
        for (const auto& picture : clip->pictures)
            for (const auto& patch : picture.patches) paint(*clip, patch, canvas, width * 4);
    }
}

TEST_CASE("what a capturer gives can be recorded and read") {
    test::ManualClock clock{Instant{}};
    auto pattern = *open({.backend = "pattern", .source = "160x90", .clock = &clock});
    const auto bytes = record(*pattern, 2000ms, clock);
    REQUIRE(bytes);
    const auto clip = read_clip(*bytes);
    REQUIRE(clip);
    CHECK(clip->size == Size{160, 90});
    CHECK(clip->pictures.size() == 1);  // the clock stands still: nothing more came
    CHECK(clip->length == 2000ms);
}
