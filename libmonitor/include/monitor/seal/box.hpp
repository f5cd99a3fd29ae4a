#pragma once
// seal: how is a value kept so that only the holder of a key can read it, and only where it belongs?

#include <expected>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/random.hpp"
#include "monitor/seal/secret.hpp"

namespace monitor::seal {

/// AES-256-GCM: version byte ‖ 12-byte random nonce ‖ ciphertext ‖ 16-byte tag. `place` (table, column, row id) is
/// authenticated: a sealed value moved to another place does not open.
[[nodiscard]] Bytes close(const Secret&, BytesView plain, BytesView place, Random&);
/// Remedy::give_up when the key, the place or a single bit is another.
[[nodiscard]] std::expected<Bytes, Error> open(const Secret&, BytesView sealed, BytesView place);

}  // namespace monitor::seal
