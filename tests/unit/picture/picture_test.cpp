// Does the header check believe only what a VP8 frame may say?

#include "monitor/picture/picture.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::picture;

namespace {

struct Claim {
    bool key{true};
    unsigned version{0};
    bool shown{true};
    unsigned first_partition{20};
    unsigned width{480};
    unsigned height{270};
    std::size_t body{40};
};

Bytes frame(const Claim& claim) {
    const unsigned tag = (claim.key ? 0U : 1U) | claim.version << 1 | (claim.shown ? 1U : 0U) << 4 | claim.first_partition << 5;
    Bytes bytes;
    const auto put = [&](unsigned value) { bytes.push_back(static_cast<std::byte>(value & 255)); };
    put(tag), put(tag >> 8), put(tag >> 16);
    if (claim.key) {
        put(0x9d), put(0x01), put(0x2a);
        put(claim.width), put(claim.width >> 8), put(claim.height), put(claim.height >> 8);
    }
    bytes.resize(bytes.size() + claim.body, std::byte{0x55});
    return bytes;
}

Flaw flaw(const Claim& claim) {
    const auto read = header(frame(claim));
    REQUIRE_FALSE(read);
    return read.error();
}

}  // namespace

TEST_CASE("a key frame tells its size, a delta does not") {
    const auto key = header(frame({}));
    REQUIRE(key);
    CHECK(key->part == Part::key);
    CHECK(key->size == Size{480, 270});
    const auto delta = header(frame({.key = false}));
    REQUIRE(delta);
    CHECK(delta->part == Part::delta);
    CHECK(delta->size == Size{});
}

TEST_CASE("every cut of a key frame before its first partition is whole is truncated") {
    const auto whole = frame({.first_partition = 40});
    CHECK(header({}).error() == Flaw::empty);
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const auto read = header(BytesView{whole}.first(length));
        REQUIRE_FALSE(read);
        CHECK(read.error() == Flaw::truncated);
    }
    CHECK(header(whole));
    CHECK(flaw({.key = false, .first_partition = 41}) == Flaw::truncated);
}

TEST_CASE("a hidden frame, an unknown version, an empty partition and a wrong start code are not our VP8") {
    CHECK(flaw({.shown = false}) == Flaw::not_vp8);
    CHECK(flaw({.key = false, .shown = false}) == Flaw::not_vp8);
    for (unsigned version = 4; version < 8; ++version) CHECK(flaw({.version = version}) == Flaw::not_vp8);
    for (unsigned version = 0; version < 4; ++version) CHECK(header(frame({.version = version})));
    CHECK(flaw({.first_partition = 0}) == Flaw::not_vp8);
    for (const std::size_t place : {3, 4, 5}) {
        auto bytes = frame({});
        bytes[place] ^= std::byte{0x10};
        CHECK(header(bytes).error() == Flaw::not_vp8);
    }
}

TEST_CASE("no side may be zero and no scaling may be asked") {
    CHECK(flaw({.width = 0}) == Flaw::bad_size);
    CHECK(flaw({.height = 0}) == Flaw::bad_size);
    CHECK(flaw({.width = 480 | 1 << 14}) == Flaw::bad_size);
    CHECK(flaw({.height = 270 | 3 << 14}) == Flaw::bad_size);
}

TEST_CASE("a dimension bomb is read as what it says and stops at the limits of every stream") {
    const auto bomb = frame({.width = 0x3fff, .height = 0x3fff});
    REQUIRE(header(bomb));
    CHECK(header(bomb)->size == Size{16383, 16383});
    CHECK(header(bomb, Stream::grid).error() == Flaw::beyond_limits);
    CHECK(header(bomb, Stream::live).error() == Flaw::beyond_limits);
}

TEST_CASE("limits hold to the pixel and the byte, and a screen may stand upright") {
    CHECK(header(frame({.width = 480, .height = 270}), Stream::grid));
    CHECK(header(frame({.width = 270, .height = 480}), Stream::grid));
    CHECK(header(frame({.width = 482, .height = 270}), Stream::grid).error() == Flaw::beyond_limits);
    CHECK(header(frame({.width = 480, .height = 272}), Stream::grid).error() == Flaw::beyond_limits);
    CHECK(header(frame({.width = 480, .height = 480}), Stream::grid).error() == Flaw::beyond_limits);
    CHECK(header(frame({.width = 1920, .height = 1080}), Stream::live));
    CHECK(header(frame({.width = 1080, .height = 1920}), Stream::live));

    const auto bytes = limits(Stream::grid).bytes;
    CHECK(bytes == 128 * 1024);
    CHECK(limits(Stream::live).bytes == 1536 * 1024);
    CHECK(header(frame({.body = bytes - 10}), Stream::grid));
    CHECK(header(frame({.body = bytes - 9}), Stream::grid).error() == Flaw::beyond_limits);
    CHECK(header(frame({.key = false, .body = bytes - 2}), Stream::grid).error() == Flaw::beyond_limits);
}

TEST_CASE("an unknown stream lets nothing pass") {
    CHECK(header(frame({}), static_cast<Stream>(9)).error() == Flaw::beyond_limits);
}

TEST_CASE("a key frame becomes a WebP with true sizes, padded to even") {
    for (const std::size_t body : {40, 41}) {
        const auto vp8 = frame({.body = body});
        const auto file = webp(vp8);
        REQUIRE(file.size() == 20 + vp8.size() + vp8.size() % 2);
        const auto text = as_text(file);
        CHECK(text.substr(0, 4) == "RIFF");
        CHECK(text.substr(8, 8) == "WEBPVP8 ");
        const auto number = [&](std::size_t place) {
            std::size_t value = 0;
            for (std::size_t i = 0; i < 4; ++i) value |= std::to_integer<std::size_t>(file[place + i]) << (8 * i);
            return value;
        };
        CHECK(number(4) == file.size() - 8);
        CHECK(number(16) == vp8.size());
        CHECK(std::equal(vp8.begin(), vp8.end(), file.begin() + 20));
        if (vp8.size() % 2) CHECK(file.back() == std::byte{0});
    }
}

TEST_CASE("nothing but a key frame becomes a WebP") {
    CHECK(webp({}).empty());
    CHECK(webp(frame({.key = false})).empty());
    CHECK(webp(frame({.shown = false})).empty());
    CHECK(webp(frame({.first_partition = 400})).empty());
}
