// Does the decoder survive bytes that mean harm, and does a key frame make a true WebP?

#include "monitor/codec/decoder.hpp"

#include <catch2/catch.hpp>

#include "monitor/codec/encoder.hpp"
#include "pictures.hpp"

using namespace monitor;
using namespace monitor::codec;
using monitor::picture::Stream;
using monitor::test::DrawnScreen;

namespace {

/// A key and the deltas after it.
std::vector<Bytes> chain(Size size, int deltas) {
    DrawnScreen screen{size};
    auto encoder = *make_encoder({});
    std::vector<Bytes> pictures;
    encoder->look(screen.frame({screen.whole()}));
    pictures.push_back((*encoder->encode())->vp8);
    for (int i = 0; i < deltas; ++i) {
        const Rect part{8 * i, 8 * i, 64, 64};
        screen.text(part, static_cast<std::uint32_t>(i));
        encoder->look(screen.frame({part}));
        pictures.push_back((*encoder->encode())->vp8);
    }
    return pictures;
}

}  // namespace

TEST_CASE("a delta before any key is refused") {
    const auto pictures = chain({320, 180}, 1);
    auto decoder = make_decoder(Stream::grid);
    const auto decoded = decoder->decode(pictures[1]);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().remedy == Remedy::correct_input);
    CHECK(decoder->decode(pictures[0]));
    CHECK(decoder->decode(pictures[1]));
}

TEST_CASE("a dimension bomb never reaches the library") {
    auto bomb = chain({320, 180}, 0)[0];
    bomb[6] = bomb[8] = std::byte{0xff};
    bomb[7] = bomb[9] = std::byte{0x3f};
    const auto decoded = make_decoder(Stream::live)->decode(bomb);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().remedy == Remedy::correct_input);
    CHECK(decoded.error().place == "larger than its stream allows");
}

TEST_CASE("a live picture does not pass as one of the grid") {
    DrawnScreen screen{{800, 600}};
    auto encoder = *make_encoder({.stream = Stream::live, .at_most = {1920, 1080}});
    encoder->look(screen.frame({screen.whole()}));
    const auto key = (*encoder->encode())->vp8;
    CHECK_FALSE(make_decoder(Stream::grid)->decode(key));
    CHECK(make_decoder(Stream::live)->decode(key));
}

TEST_CASE("cut, flipped and swapped bytes give an error or a picture of the promised size, never harm") {
    const auto pictures = chain({128, 96}, 2);
    std::uint32_t seed = 11;
    const auto next = [&] { return seed = seed * 1664525 + 1013904223, seed >> 8; };
    for (int turn = 0; turn < 300; ++turn) {
        auto decoder = make_decoder(Stream::grid);
        for (auto bytes : pictures) {
            if (turn % 3 == 0) bytes.resize(next() % (bytes.size() + 1));
            for (std::uint32_t i = 0; i < next() % 8 && !bytes.empty(); ++i)
                bytes[next() % bytes.size()] ^= static_cast<std::byte>(1 << next() % 8);
            const auto decoded = decoder->decode(bytes);
            if (decoded)
                CHECK(decoded->bgrx.size() ==
                      static_cast<std::size_t>(decoded->size.width) * static_cast<std::size_t>(decoded->size.height) * 4);
            else
                CHECK(decoded.error().remedy == Remedy::correct_input);
        }
    }
}

TEST_CASE("after a damaged picture only a key helps") {
    const auto pictures = chain({320, 180}, 1);
    auto decoder = make_decoder(Stream::grid);
    REQUIRE(decoder->decode(pictures[0]));
    auto damaged = pictures[0];
    damaged.resize(10 + (std::to_integer<std::size_t>(damaged[0]) >> 5 | std::to_integer<std::size_t>(damaged[1]) << 3 |
                         std::to_integer<std::size_t>(damaged[2]) << 11));  // the first partition and nothing of the second
    if (!decoder->decode(damaged)) CHECK_FALSE(decoder->decode(pictures[1]));
    CHECK(decoder->decode(pictures[0]));
    CHECK(decoder->decode(pictures[1]));
}

TEST_CASE("the WebP of a key holds exactly the key, and its header reads the same inside") {
    const auto key = chain({640, 360}, 0)[0];
    const auto file = picture::webp(key);
    REQUIRE(file.size() == 20 + key.size() + key.size() % 2);
    CHECK(as_text(file).substr(0, 4) == "RIFF");
    CHECK(as_text(file).substr(8, 8) == "WEBPVP8 ");
    const auto inside = BytesView{file}.subspan(20, key.size());
    CHECK(std::equal(inside.begin(), inside.end(), key.begin(), key.end()));
    CHECK(picture::header(inside, Stream::grid)->size == Size{480, 270});
    CHECK(make_decoder(Stream::grid)->decode(inside)->bgrx == make_decoder(Stream::grid)->decode(key)->bgrx);
}

TEST_CASE("a delta does not become a WebP") {
    CHECK(picture::webp(chain({320, 180}, 1)[1]).empty());
}
