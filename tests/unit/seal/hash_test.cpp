// Are the hashes the ones that the world agreed on?

#include "monitor/seal/hash.hpp"

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "seal/hkdf.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using namespace monitor::seal;

namespace {

Bytes bytes(std::string_view digits) {
    return from_hex(digits).value();
}
Bytes repeated(int value, std::size_t count) {
    return Bytes(count, static_cast<std::byte>(value));
}

/// HMAC fills a short key up with zeros (RFC 2104), so a vector with a shorter key fits our 32 bytes.
Secret padded(Bytes key) {
    key.resize(Secret::size);
    return Secret::from_bytes(key).value();
}

std::string derived(BytesView key, BytesView salt, BytesView info, std::size_t length) {
    Bytes out(length);
    hkdf(key, salt, info, out);
    return hex(out);
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[seal]") {
    CHECK(hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("keyed hashes are the HMACs of RFC 4231", "[seal]") {
    CHECK(hex(keyed_hash(padded(repeated(0x0b, 20)), as_bytes("Hi There"))) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hex(keyed_hash(padded(copy(as_bytes("Jefe"))), as_bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(keyed_hash(padded(repeated(0xaa, 20)), repeated(0xdd, 50))) ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    CHECK(hex(keyed_hash(padded(bytes("0102030405060708090a0b0c0d0e0f10111213141516171819")), repeated(0xcd, 50))) ==
          "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
}

TEST_CASE("keys are derived as RFC 5869 says", "[seal]") {
    CHECK(derived(repeated(0x0b, 22), bytes("000102030405060708090a0b0c"), bytes("f0f1f2f3f4f5f6f7f8f9"), 42) ==
          "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    CHECK(derived(repeated(0x0b, 22), {}, {}, 42) ==
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST_CASE("a derived key follows from the key and the label, and from nothing else", "[seal]") {
    test::SeededRandom random;
    const Secret key{random}, other{random};
    CHECK(equal(key.derive("people").bytes(), key.derive("people").bytes()));
    CHECK_FALSE(equal(key.derive("people").bytes(), key.derive("audit").bytes()));
    CHECK_FALSE(equal(key.derive("people").bytes(), other.derive("people").bytes()));
    CHECK(hex(key.derive("people").bytes()) == derived(key.bytes(), {}, as_bytes("people"), 32));
    CHECK(key.derive("").bytes().size() == 32);
}

TEST_CASE("bytes are equal only to the same bytes in the same number", "[seal]") {
    CHECK(equal({}, {}));
    CHECK(equal(as_bytes("abc"), as_bytes("abc")));
    CHECK_FALSE(equal(as_bytes("abc"), as_bytes("abd")));
    CHECK_FALSE(equal(as_bytes("abc"), as_bytes("ab")));
    CHECK_FALSE(equal({}, as_bytes("a")));
}

TEST_CASE("a secret is 32 bytes, and empty once it has moved away", "[seal]") {
    CHECK_FALSE(Secret::from_bytes(repeated(1, 31)));
    CHECK_FALSE(Secret::from_bytes(repeated(1, 33)));
    auto first = Secret::from_bytes(repeated(1, 32)).value();
    const Secret second{std::move(first)};
    CHECK(equal(second.bytes(), repeated(1, 32)));
    CHECK(equal(first.bytes(), repeated(0, 32)));
}

TEST_CASE("a wiped run of bytes is zero", "[seal]") {
    auto secret = repeated(7, 100);
    wipe(secret);
    CHECK(secret == repeated(0, 100));
    wipe({});
}

TEST_CASE("the system's random source does not repeat itself", "[seal]") {
    const auto random = system_random();
    CHECK_FALSE(equal(Secret{*random}.bytes(), Secret{*random}.bytes()));
    random->fill({});
}
