#include "monitor/base/bytes.hpp"

#include <catch2/catch.hpp>

#include "monitor/base/ids.hpp"

using namespace monitor;

TEST_CASE("base64url answers the vectors of RFC 4648 without padding") {
    const std::pair<std::string_view, std::string_view> vectors[] = {
        {"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : vectors) {
        CHECK(base64url(as_bytes(plain)) == coded);
        REQUIRE(from_base64url(coded));
        CHECK(as_text(*from_base64url(coded)) == plain);
    }
}

TEST_CASE("base64url refuses padding, another alphabet and bits that mean nothing") {
    for (const auto* wrong : {"Zg==", "Z", "Zh", "Zm9=", "Z/9v", "Zm 9"}) CHECK_FALSE(from_base64url(wrong));
}

TEST_CASE("an id is read only from what it writes itself") {
    const auto id = PupilId::from_text("00112233445566778899aabbccddeeff");
    REQUIRE(id);
    CHECK(PupilId::from_text(id->text()) == id);
    CHECK_FALSE(PupilId::from_text("00112233445566778899AABBCCDDEEFF"));
    CHECK_FALSE(PupilId::from_text("0011"));
    CHECK_FALSE(PupilId::from_text(""));
}
