#pragma once
// identity: did this device just prove that it holds its key?

#include <cstdint>

#include "monitor/base/bytes.hpp"
#include "monitor/identity/devices.hpp"

namespace monitor::identity {

enum class ProofFlaw : std::uint8_t { none = 0, revoked = 1, signature = 2, counter = 3 };

/// `transcript` is wire::transcript() of this line's two nonces; the counter must be higher than the one kept.
[[nodiscard]] ProofFlaw check(const Device&, BytesView transcript, const seal::Signature&, std::uint64_t counter);

}  // namespace monitor::identity
