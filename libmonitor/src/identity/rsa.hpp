#pragma once
// identity: does this signature come from the holder of that RSA key? RS256 (RFC 7518 §3.3) and nothing else.

#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor::identity {

/// A public key as a JWK names it (RFC 7518 §6.3): unsigned, big-endian, no leading zero.
struct RsaKey {
    Bytes modulus{};
    Bytes exponent{};
};

/// From the members `n` and `e`: 2048…8192 bits, an odd exponent of at most 8 bytes; else empty.
[[nodiscard]] std::optional<RsaKey> rsa_key(std::string_view n, std::string_view e);
/// SubjectPublicKeyInfo (RFC 5280 §4.1, RFC 8017 §A.1), PEM.
[[nodiscard]] std::string pem(const RsaKey&);
/// `token` is header.payload.signature, already found to have exactly that shape. False whatever goes wrong.
[[nodiscard]] bool verifies(const RsaKey&, const std::string& token);

}  // namespace monitor::identity
