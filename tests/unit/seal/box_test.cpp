// Does a sealed value open for its key, at its place, unharmed, and never otherwise?

#include "monitor/seal/box.hpp"

#include <catch2/catch.hpp>

#include "support/seeded_random.hpp"

using namespace monitor;
using namespace monitor::seal;

namespace {

const BytesView place = as_bytes("people.pupils|name|7");
const BytesView plain = as_bytes("an invented name");

/// Hands out the bytes it was given, over and over.
class GivenRandom final : public Random {
public:
    explicit GivenRandom(Bytes given) : given_{std::move(given)} {}
    void fill(std::span<std::byte> bytes) override {
        for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = given_[at % given_.size()];
    }

private:
    Bytes given_;
};

}  // namespace

TEST_CASE("a sealed value opens to what was sealed", "[seal]") {
    test::SeededRandom random;
    const Secret key{random};
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U, 100'000U}) {
        const Bytes value(size, std::byte{42});
        const auto sealed = close(key, value, place, random);
        CHECK(sealed.size() == 1 + 12 + size + 16);
        CHECK(open(key, sealed, place).value() == value);
    }
    CHECK(open(key, close(key, plain, {}, random), {}).value() == copy(plain));
}

TEST_CASE("the same value sealed twice is two different boxes", "[seal]") {
    test::SeededRandom random;
    const Secret key{random};
    CHECK(close(key, plain, place, random) != close(key, plain, place, random));
}

TEST_CASE("the cipher is AES-256-GCM as published", "[seal]") {
    // McGrew & Viega, The Galois/Counter Mode of Operation, test case 14 (zero key, zero nonce, one zero block): the ciphertext
    // does not depend on what is authenticated beside it.
    GivenRandom zero{Bytes(1)};
    const Secret key{zero};
    const auto sealed = close(key, Bytes(16), {}, zero);
    CHECK(hex(BytesView{sealed}.subspan(13, 16)) == "cea7403d4d606b6e074ec5d3baf39d18");
}

TEST_CASE("a box with any single bit turned does not open", "[seal]") {
    test::SeededRandom random;
    const Secret key{random};
    auto sealed = close(key, plain, place, random);
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        const auto flip = static_cast<std::byte>(1 << bit % 8);
        sealed[bit / 8] ^= flip;
        const auto opened = open(key, sealed, place);
        if (opened || opened.error().remedy != Remedy::give_up) FAIL("bit " << bit);
        sealed[bit / 8] ^= flip;
    }
    CHECK(open(key, sealed, place));
}

TEST_CASE("a box moved to another place, or tried with another key, does not open", "[seal]") {
    test::SeededRandom random;
    const Secret key{random}, other{random};
    const auto sealed = close(key, plain, place, random);
    CHECK_FALSE(open(key, sealed, as_bytes("people.pupils|name|8")));
    CHECK_FALSE(open(key, sealed, {}));
    CHECK_FALSE(open(other, sealed, place));
}

TEST_CASE("a box that was cut short or made longer does not open", "[seal]") {
    test::SeededRandom random;
    const Secret key{random};
    auto sealed = close(key, plain, place, random);
    for (std::size_t size = 0; size < sealed.size(); ++size) CHECK_FALSE(open(key, BytesView{sealed}.first(size), place));
    sealed.push_back({});
    CHECK_FALSE(open(key, sealed, place));
}
