#pragma once
// seal: which short value stands for these bytes?

#include <array>
#include <cstddef>

#include "monitor/base/bytes.hpp"
#include "monitor/seal/secret.hpp"

namespace monitor::seal {

using Digest = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4).
[[nodiscard]] Digest sha256(BytesView);
/// HMAC-SHA-256 (RFC 2104): a look-up value nobody can guess without the key.
[[nodiscard]] Digest keyed_hash(const Secret&, BytesView);
/// Takes the same time whatever differs. Different lengths are unequal at once.
[[nodiscard]] bool equal(BytesView, BytesView) noexcept;

}  // namespace monitor::seal
