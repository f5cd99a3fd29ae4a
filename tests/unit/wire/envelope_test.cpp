// Does the envelope let through exactly what wire.md says, and nothing larger?

#include "monitor/wire/envelope.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::wire;

namespace {

Bytes raw(std::initializer_list<int> values) {
    Bytes bytes;
    for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

Bytes with_body(Bytes head, BytesView body) {
    for (int place = 0; place < 4; ++place) head.push_back(static_cast<std::byte>(body.size() >> 8 * place & 255));
    head.insert(head.end(), body.begin(), body.end());
    return head;
}

std::expected<Envelope, Flaw> opened(BytesView message) {
    static Bytes unpacked;
    return open(message, unpacked);
}

/// A zstd frame of unknown content size: `blocks` runs of 128 KiB zeros, four bytes each (RFC 8878 §3.1.1.2).
Bytes zeros_bomb(std::size_t blocks) {
    Bytes frame = raw({0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38});
    for (std::size_t at = 1; at <= blocks; ++at) {
        const std::size_t head = (at == blocks ? 1U : 0U) | 1U << 1 | (128U * 1024U) << 3;
        for (int place = 0; place < 3; ++place) frame.push_back(static_cast<std::byte>(head >> 8 * place & 255));
        frame.push_back(std::byte{0});
    }
    return frame;
}

}  // namespace

TEST_CASE("a message is eight bytes of header and its body") {
    const auto whole = message(Kind::desktop, as_bytes(R"({"user":""})"));
    CHECK(hex(whole) == "010400000b000000" + hex(as_bytes(R"({"user":""})")));
    const auto read = opened(whole);
    REQUIRE(read);
    CHECK(read->kind == Kind::desktop);
    CHECK(as_text(read->body) == R"({"user":""})");
}

TEST_CASE("every wrong byte of a header has its own flaw") {
    const auto body = as_bytes("{}");
    CHECK(opened(raw({1, 4, 0})).error() == Flaw::truncated);
    CHECK(opened(with_body(raw({2, 4, 0, 0}), body)).error() == Flaw::bad_version);
    CHECK(opened(with_body(raw({0, 4, 0, 0}), body)).error() == Flaw::bad_version);
    for (const int kind : {0, 9, 63, 71, 127, 132, 159, 166, 191, 202, 255})
        CHECK(opened(with_body(raw({1, kind, 0, 0}), body)).error() == Flaw::bad_kind);
    CHECK(opened(with_body(raw({1, 4, 2, 0}), body)).error() == Flaw::bad_flags);
    CHECK(opened(with_body(raw({1, 4, 0, 1}), body)).error() == Flaw::bad_flags);
    CHECK(opened(with_body(raw({1, 7, 1, 0}), body)).error() == Flaw::bad_flags);
}

TEST_CASE("a length that is not the body's is refused before anything is kept") {
    CHECK(opened(raw({1, 4, 0, 0, 3, 0, 0, 0, '{', '}'})).error() == Flaw::truncated);
    CHECK(opened(raw({1, 4, 0, 0, 1, 0, 0, 0, '{', '}'})).error() == Flaw::bad_length);
    CHECK(opened(raw({1, 4, 0, 0, 1, 0, 1, 0})).error() == Flaw::too_long);
    CHECK(opened(raw({1, 7, 0, 0, 0xff, 0xff, 0xff, 0xff})).error() == Flaw::too_long);
}

TEST_CASE("a stream socket learns how much to wait for from the header alone") {
    CHECK(message_length({}).value() == std::nullopt);
    CHECK(message_length(raw({1, 4, 0, 0, 5, 0, 0})).value() == std::nullopt);
    CHECK(message_length(raw({1, 4, 0, 0, 5, 1, 0, 0})).value() == 8 + 261);
    CHECK(message_length(raw({1, 198, 0, 0, 0, 0, 0x18, 0})).value() == 8 + 0x180000);
    CHECK(message_length(raw({1, 4, 0, 0, 1, 0, 1, 0})).error() == Flaw::too_long);
    CHECK(message_length(raw({9, 4, 0, 0, 1, 0, 0, 0})).error() == Flaw::bad_version);
}

TEST_CASE("text is packed where it pays, and comes back the same") {
    const std::string repeated(60'000, 'a');
    const auto packed = message(Kind::tabs, as_bytes(repeated), Packing::zstd);
    CHECK(packed.size() < 100);
    Bytes unpacked;
    const auto read = open(packed, unpacked);
    REQUIRE(read);
    CHECK(as_text(read->body) == repeated);

    const std::string small(255, 'a');
    CHECK(message(Kind::tabs, as_bytes(small), Packing::zstd).size() == 8 + small.size());
    CHECK(message(Kind::picture, as_bytes(repeated), Packing::zstd).size() == 8 + repeated.size());
}

TEST_CASE("a packed body of exactly the limit passes and one byte more does not") {
    const std::string most(text_limit, 'b');
    CHECK(opened(message(Kind::tabs, as_bytes(most), Packing::zstd)));
    const std::string more(text_limit + 1, 'b');
    CHECK(opened(message(Kind::tabs, as_bytes(more), Packing::zstd)).error() == Flaw::bad_compression);
}

TEST_CASE("a bomb of four gibibytes of zeros is refused without being unpacked") {
    const auto whole = zeros_bomb(32'768);
    CHECK(whole.size() == 131'078);
    Bytes unpacked;
    CHECK(open(with_body(raw({1, 8, 1, 0}), whole), unpacked).error() == Flaw::too_long);
    CHECK(unpacked.capacity() == 0);
    const auto small_enough = zeros_bomb(16'000);
    CHECK(open(with_body(raw({1, 8, 1, 0}), small_enough), unpacked).error() == Flaw::bad_compression);
    CHECK(unpacked.capacity() <= text_limit + 1);
}

TEST_CASE("a frame that wants a large window, is cut, or has something behind it is refused") {
    auto wide = raw({0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00});
    CHECK(opened(with_body(raw({1, 8, 1, 0}), wide)).error() == Flaw::bad_compression);
    auto packed = message(Kind::tabs, as_bytes(std::string(1000, 'c')), Packing::zstd);
    const BytesView frame{packed.begin() + header_size, packed.end()};
    CHECK(opened(with_body(raw({1, 8, 1, 0}), frame)));
    CHECK(opened(with_body(raw({1, 8, 1, 0}), frame.first(frame.size() - 1))).error() == Flaw::bad_compression);
    auto behind = copy(frame);
    behind.push_back(std::byte{0});
    CHECK(opened(with_body(raw({1, 8, 1, 0}), behind)).error() == Flaw::bad_compression);
    auto twice = copy(frame);
    twice.insert(twice.end(), frame.begin(), frame.end());
    CHECK(opened(with_body(raw({1, 8, 1, 0}), twice)).error() == Flaw::bad_compression);
    const auto skippable = raw({0x50, 0x2a, 0x4d, 0x18, 0x01, 0, 0, 0, 'x'});
    CHECK(opened(with_body(raw({1, 8, 1, 0}), skippable)).error() == Flaw::bad_compression);
    CHECK(opened(with_body(raw({1, 8, 1, 0}), as_bytes("{}"))).error() == Flaw::bad_compression);
    CHECK(opened(with_body(raw({1, 8, 1, 0}), {})).error() == Flaw::bad_compression);
}
