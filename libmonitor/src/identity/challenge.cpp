// identity: what proves a device? Its key over this line's transcript, with a counter that has not been seen before.

#include "monitor/identity/challenge.hpp"

namespace monitor::identity {

ProofFlaw check(const Device& device, BytesView transcript, const seal::Signature& signature, std::uint64_t counter) {
    if (device.revoked_at) return ProofFlaw::revoked;
    // The signature first: without it the counter is only what somebody says.
    if (!seal::verify(device.public_key, transcript, signature)) return ProofFlaw::signature;
    if (counter <= device.counter) return ProofFlaw::counter;
    return ProofFlaw::none;
}

}  // namespace monitor::identity
