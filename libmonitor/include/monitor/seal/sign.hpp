#pragma once
// seal: how does a device or a server prove that it is the same one as before?

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"

namespace monitor::seal {

using PublicKey = std::array<std::byte, 65>;  ///< ECDSA P-256, uncompressed point (0x04 ‖ x ‖ y), as WebCrypto exports "raw"
using Signature = std::array<std::byte, 64>;  ///< r ‖ s, as WebCrypto makes it (IEEE P1363)

/// A private key; overwritten when it goes.
class SigningKey {
public:
    [[nodiscard]] static SigningKey make();
    /// What bytes() gave: PKCS#8 DER.
    [[nodiscard]] static std::expected<SigningKey, Error> from_bytes(BytesView);
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;
    ~SigningKey();

    [[nodiscard]] PublicKey public_key() const;
    /// ECDSA with SHA-256 over `message`.
    [[nodiscard]] Signature sign(BytesView message) const;
    [[nodiscard]] Bytes bytes() const;

private:
    struct Inside;
    explicit SigningKey(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

/// False also for a point that is not on the curve.
[[nodiscard]] bool verify(const PublicKey&, BytesView message, const Signature&);

/// A self-signed certificate with its key, both PEM, for a server that was given none. Names: DNS names or IP addresses.
struct Certificate {
    std::string certificate{};
    std::string key{};
};
[[nodiscard]] Certificate make_certificate(std::span<const std::string> names, std::chrono::sys_days from,
                                           std::chrono::sys_days until);
/// SHA-256 of the SubjectPublicKeyInfo of the first certificate in `pem`: the pin that enrolment tokens carry.
[[nodiscard]] std::expected<std::array<std::byte, 32>, Error> pin(std::string_view pem);

/// When the first certificate in a PEM text may be trusted: from `from`, no longer than `until`.
struct Validity {
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};
};
[[nodiscard]] std::expected<Validity, Error> validity(std::string_view pem);
/// Whether that private key (PEM) belongs to the first certificate (PEM).
enum class Fit : std::uint8_t { differs = 0, fits = 1 };
[[nodiscard]] std::expected<Fit, Error> fit(std::string_view certificate, std::string_view key);

}  // namespace monitor::seal
