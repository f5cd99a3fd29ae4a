// Does the encoder make small, true pictures, and nothing where nothing changed?

#include "monitor/codec/encoder.hpp"

#include <catch2/catch.hpp>

#include "pictures.hpp"

using namespace monitor;
using namespace monitor::codec;
using monitor::picture::Part;
using monitor::picture::Stream;
using monitor::test::DrawnScreen;

namespace {

struct Line {
    std::unique_ptr<Encoder> encoder;
    std::unique_ptr<Decoder> decoder;
    explicit Line(const EncoderOptions& options = {}) : encoder{*make_encoder(options)}, decoder{make_decoder(options.stream)} {}

    std::optional<Encoded> picture() {
        auto made = encoder->encode();
        REQUIRE(made);
        return std::move(*made);
    }
    Decoded seen(const Encoded& encoded) {
        auto decoded = decoder->decode(encoded.vp8);
        REQUIRE(decoded);
        return std::move(*decoded);
    }
};

constexpr EncoderOptions live{.stream = Stream::live, .at_most = {1920, 1080}, .frames_a_second = 10};

}  // namespace

TEST_CASE("the first picture is a key of the whole screen, scaled to what was asked") {
    DrawnScreen screen{{1280, 720}};
    Line line;
    line.encoder->look(screen.frame({{0, 0, 16, 16}}));  // whatever it says has changed: nobody saw the rest
    const auto key = line.picture();
    REQUIRE(key);
    CHECK(key->part == Part::key);
    CHECK(key->size == Size{480, 270});
    CHECK(picture::header(key->vp8, Stream::grid)->size == Size{480, 270});
    CHECK(psnr(line.seen(*key), screen) > 34);
}

TEST_CASE("no change makes no picture, and nothing is looked at before the first frame") {
    DrawnScreen screen{{640, 360}};
    Line line;
    line.encoder->ask_key();
    CHECK_FALSE(line.picture());
    line.encoder->look(screen.frame({screen.whole()}));
    CHECK(line.picture());
    for (int i = 0; i < 5; ++i) CHECK_FALSE(line.picture());
}

TEST_CASE("a change makes a small delta that decodes to the new screen") {
    DrawnScreen screen{{1920, 1080}};
    Line line;
    line.encoder->look(screen.frame({screen.whole()}));
    const auto key = line.picture();
    REQUIRE(key);
    (void)line.seen(*key);
    for (std::uint32_t turn = 0; turn < 6; ++turn) {
        const Rect line_of_text{200, 140 + static_cast<int>(turn) * 64, 600, 48};
        screen.text(line_of_text, 100 + turn);
        line.encoder->look(screen.frame({line_of_text}));
        const auto delta = line.picture();
        REQUIRE(delta);
        CHECK(delta->part == Part::delta);
        CHECK(delta->vp8.size() < key->vp8.size() / 3);
        CHECK(psnr(line.seen(*delta), screen) > 34);
    }
}

TEST_CASE("changes of several looks become one picture") {
    DrawnScreen screen{{960, 540}};
    Line line;
    line.encoder->look(screen.frame({screen.whole()}));
    (void)line.seen(*line.picture());
    const Rect first{40, 400, 120, 90}, second{700, 40, 200, 100};
    screen.fill(first, {10, 20, 240});
    line.encoder->look(screen.frame({first}));
    screen.fill(second, {240, 200, 10});
    line.encoder->look(screen.frame({second}));
    const auto delta = line.picture();
    REQUIRE(delta);
    CHECK(psnr(line.seen(*delta), screen) > 34);
    CHECK_FALSE(line.picture());
}

TEST_CASE("what is not told as changed is not encoded") {
    DrawnScreen screen{{960, 540}};
    const DrawnScreen before = screen;
    Line line;
    line.encoder->look(screen.frame({screen.whole()}));
    (void)line.seen(*line.picture());
    screen.fill({0, 0, 480, 270}, {0, 0, 255});
    line.encoder->look(screen.frame({{896, 476, 64, 64}}));
    const auto delta = line.picture();
    REQUIRE(delta);
    CHECK(psnr(line.seen(*delta), before) > 34);
}

TEST_CASE("a key can be asked of an unchanged screen") {
    DrawnScreen screen{{640, 360}};
    Line line;
    line.encoder->look(screen.frame({screen.whole()}));
    REQUIRE(line.picture());
    line.encoder->ask_key();
    const auto again = line.picture();
    REQUIRE(again);
    CHECK(again->part == Part::key);
    CHECK(psnr(line.seen(*again), screen) > 34);
    CHECK_FALSE(line.picture());
}

TEST_CASE("colours come back as they were drawn") {
    DrawnScreen screen{{960, 540}};
    const test::Colour bars[] = {{0, 0, 255},   {0, 255, 0},     {255, 0, 0}, {0, 255, 255},   {255, 0, 255},
                                 {255, 255, 0}, {255, 255, 255}, {0, 0, 0},   {128, 128, 128}, {30, 120, 210}};
    for (int i = 0; i < 10; ++i) screen.fill({i * 96, 0, 96, 540}, bars[i]);
    Line line;
    line.encoder->look(screen.frame({screen.whole()}));
    const auto seen = line.seen(*line.picture());
    for (int i = 0; i < 10; ++i) {
        INFO("bar " << i);
        const auto expected = bars[i];
        CHECK(std::abs(test::channel(seen, i * 48 + 24, 135, 0) - expected.blue) <= 6);
        CHECK(std::abs(test::channel(seen, i * 48 + 24, 135, 1) - expected.green) <= 6);
        CHECK(std::abs(test::channel(seen, i * 48 + 24, 135, 2) - expected.red) <= 6);
    }
}

TEST_CASE("a screen that fits keeps its pixels, and never grows") {
    for (const Size size : {Size{320, 200}, Size{321, 201}, Size{480, 270}, Size{64, 48}, Size{2, 2}, Size{3, 17}}) {
        INFO(size.width << " x " << size.height);
        DrawnScreen screen{size};
        Line line;
        line.encoder->look(screen.frame({screen.whole()}));
        const auto key = line.picture();
        REQUIRE(key);
        CHECK(key->size == Size{size.width / 2 * 2, size.height / 2 * 2});
        CHECK(line.seen(*key).size == key->size);
    }
}

TEST_CASE("proportions are kept within what was asked") {
    const std::tuple<Size, Size, Size> cases[] = {{{1366, 768}, {480, 270}, {480, 270}},  {{1024, 768}, {480, 270}, {360, 270}},
                                                  {{1080, 1920}, {480, 270}, {152, 270}}, {{3840, 1080}, {480, 270}, {480, 136}},
                                                  {{1080, 1920}, {270, 480}, {270, 480}}, {{1280, 720}, {320, 180}, {320, 180}}};
    for (const auto& [size, at_most, expected] : cases) {
        DrawnScreen screen{size};
        Line line{{.at_most = at_most}};
        line.encoder->look(screen.frame({screen.whole()}));
        const auto key = line.picture();
        REQUIRE(key);
        CHECK(key->size == expected);
        CHECK(picture::header(key->vp8, Stream::grid));
    }
}

TEST_CASE("a live picture of a full screen is sharp") {
    DrawnScreen screen{{1366, 768}};
    Line line{live};
    line.encoder->look(screen.frame({screen.whole()}));
    const auto key = line.picture();
    REQUIRE(key);
    CHECK(key->size == Size{1366, 768});
    CHECK(psnr(line.seen(*key), screen) > 36);
}

TEST_CASE("a screen of another size starts again with a key") {
    DrawnScreen wide{{1280, 720}}, square{{800, 600}};
    Line line;
    line.encoder->look(wide.frame({wide.whole()}));
    CHECK(line.seen(*line.picture()).size == Size{480, 270});
    line.encoder->look(square.frame({{0, 0, 8, 8}}));
    const auto key = line.picture();
    REQUIRE(key);
    CHECK(key->part == Part::key);
    CHECK(key->size == Size{360, 270});
    CHECK(psnr(line.seen(*key), square) > 34);
}

TEST_CASE("noise over the whole screen stays below the limits of its stream") {
    for (const auto& options : {EncoderOptions{}, live}) {
        const Size size = options.stream == Stream::grid ? Size{480, 270} : Size{1920, 1080};
        DrawnScreen screen{size};
        Line line{options};
        for (std::uint32_t seed = 1; seed <= 4; ++seed) {
            screen.noise(seed);
            line.encoder->look(screen.frame({screen.whole()}));
            const auto picture = line.picture();
            REQUIRE(picture);
            CHECK(picture->vp8.size() <= picture::limits(options.stream).bytes);
            CHECK(line.seen(*picture).size == size);
        }
    }
}

TEST_CASE("an encoder beyond its stream is not made") {
    const auto refused = [](EncoderOptions options) {
        const auto made = make_encoder(options);
        return !made && made.error().remedy == Remedy::correct_input && !made.error().place.empty();
    };
    CHECK(refused({.at_most = {482, 270}}));
    CHECK(refused({.at_most = {480, 480}}));
    CHECK(refused({.stream = Stream::live, .at_most = {3840, 2160}}));
    CHECK(refused({.at_most = {0, 0}}));
    CHECK(refused({.at_most = {-480, 270}}));
    CHECK(refused({.frames_a_second = 0}));
    CHECK(refused({.frames_a_second = 61}));
    CHECK(make_encoder({.at_most = {270, 480}}));
}

TEST_CASE("a frame that says more than it holds is refused, and a good one after it is taken") {
    Bytes few(100);
    Line line;
    line.encoder->look(capture::Frame{{640, 360}, 2560, few, {{0, 0, 640, 360}}, {}});
    CHECK(line.encoder->encode().error().remedy == Remedy::correct_input);
    line.encoder->look(capture::Frame{{1, 1}, 4, few, {{0, 0, 1, 1}}, {}});
    CHECK(line.encoder->encode().error().remedy == Remedy::correct_input);
    DrawnScreen screen{{640, 360}};
    line.encoder->look(screen.frame({screen.whole()}));
    CHECK(line.picture());
}
