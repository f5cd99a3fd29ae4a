// Are ids one of a kind, do bytes of any length come back, and do rectangles add up?

#include "monitor/base/ids.hpp"

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "monitor/base/random.hpp"
#include "monitor/base/size.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;

TEST_CASE("bytes of every length come back as they went", "[base]") {
    test::SeededRandom random;
    for (std::size_t size = 0; size < 70; ++size) {
        Bytes bytes(size);
        random.fill(bytes);
        CHECK(from_hex(hex(bytes)) == bytes);
        CHECK(from_base64url(base64url(bytes)) == bytes);
    }
}

TEST_CASE("hexadecimal is an even run of digits and nothing else", "[base]") {
    CHECK(hex(as_bytes("foobar")) == "666f6f626172");
    CHECK(from_hex("fF") == from_hex("ff"));
    for (const auto* wrong : {"f", "0g", "0x12", " 12", "12 ", "-1"}) CHECK_FALSE(from_hex(wrong));
}

TEST_CASE("an id is read back from its text, in one spelling", "[base]") {
    test::SeededRandom random;
    const auto id = draw<PupilId>(random);
    CHECK(PupilId::from_text(id.text()) == id);
    CHECK(id.text().size() == 32);
    CHECK_FALSE(PupilId::from_text("ABCDEFABCDEFABCDEFABCDEFABCDEFAB"));
    CHECK(PupilId::from_text("abcdefabcdefabcdefabcdefabcdefab"));
    CHECK_FALSE(PupilId::from_text(id.text() + "00"));
    CHECK_FALSE(PupilId::from_text(id.text().substr(2)));
    CHECK_FALSE(PupilId::from_bytes(Bytes(15)));
    CHECK(PupilId::from_bytes(Bytes(16)) == PupilId{});
}

TEST_CASE("a drawn id is nobody else's", "[base]") {
    test::SeededRandom random;
    std::set<StaffId> all;
    for (int number = 0; number < 1000; ++number) all.insert(draw<StaffId>(random));
    CHECK(all.size() == 1000);
    CHECK_FALSE(all.contains(StaffId{}));
}

TEST_CASE("rectangles have what they share and what holds them both", "[base]") {
    const Rect left{0, 0, 10, 10}, right{5, 5, 10, 10}, far{20, 20, 1, 1};
    CHECK(left.common(right) == Rect{5, 5, 5, 5});
    CHECK(left.common(far).empty());
    CHECK(left.around(far) == Rect{0, 0, 21, 21});
    CHECK(Rect{}.around(far) == far);
    CHECK(far.around(Rect{3, 3, 0, 5}) == far);
    CHECK(Rect{0, 0, -5, 5}.area() == 0);
    CHECK(Rect{0, 0, 100'000, 100'000}.area() == 10'000'000'000);
}
