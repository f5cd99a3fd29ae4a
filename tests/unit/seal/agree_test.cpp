// Do two sides come to one secret, and nobody else?

#include "monitor/seal/agree.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::seal;

namespace {

Bytes of(const std::optional<Secret>& secret) {
    REQUIRE(secret);
    return copy(secret->bytes());
}

}  // namespace

TEST_CASE("both sides come to the same secret, of their own, for this purpose alone", "[seal]") {
    const auto here = AgreementKey::make(), there = AgreementKey::make(), elsewhere = AgreementKey::make();
    const auto agreed = of(here.agree(there.public_half(), "pictures"));
    CHECK(agreed == of(there.agree(here.public_half(), "pictures")));
    CHECK(agreed != of(here.agree(there.public_half(), "letters")));
    CHECK(agreed != of(here.agree(elsewhere.public_half(), "pictures")));
    CHECK(agreed != of(elsewhere.agree(there.public_half(), "pictures")));
}

TEST_CASE("a half of small order, with which everybody would come to the same, is refused", "[seal]") {
    const auto here = AgreementKey::make();
    AgreementHalf one{};
    CHECK_FALSE(here.agree(one, "pictures"));  // zero
    one[0] = std::byte{1};
    CHECK_FALSE(here.agree(one, "pictures"));
}
