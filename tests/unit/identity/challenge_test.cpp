// identity: which proof of a device is believed?

#include "monitor/identity/challenge.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using identity::ProofFlaw;

TEST_CASE("a device proves itself with its own key and a new counter, and in no other way", "[identity]") {
    const auto key = seal::SigningKey::make();
    identity::Device device;
    device.public_key = key.public_key();
    device.counter = 7;
    const auto transcript = as_bytes("this line, these nonces");
    const auto signature = key.sign(transcript);

    CHECK(identity::check(device, transcript, signature, 8) == ProofFlaw::none);
    CHECK(identity::check(device, transcript, signature, 7) == ProofFlaw::counter);
    CHECK(identity::check(device, transcript, signature, 0) == ProofFlaw::counter);
    CHECK(identity::check(device, as_bytes("another line"), signature, 8) == ProofFlaw::signature);
    CHECK(identity::check(device, transcript, seal::SigningKey::make().sign(transcript), 8) == ProofFlaw::signature);
    CHECK(identity::check(device, transcript, seal::Signature{}, 8) == ProofFlaw::signature);

    identity::Device nowhere = device;
    nowhere.public_key.fill(std::byte{4});
    CHECK(identity::check(nowhere, transcript, signature, 8) == ProofFlaw::signature);

    device.revoked_at = Instant{};
    CHECK(identity::check(device, transcript, signature, 8) == ProofFlaw::revoked);
}
