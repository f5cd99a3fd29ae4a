#pragma once
// seal: which keys follow from a key?

#include <span>

#include "monitor/base/bytes.hpp"

namespace monitor::seal {

/// HKDF-SHA-256 (RFC 5869), extract and expand; fills `out`, at most 255 × 32 bytes.
void hkdf(BytesView key, BytesView salt, BytesView info, std::span<std::byte> out);

}  // namespace monitor::seal
