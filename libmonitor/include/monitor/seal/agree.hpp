#pragma once
// seal: how do two processes come to one secret over a line that others read?

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "monitor/seal/secret.hpp"

namespace monitor::seal {

using AgreementHalf = std::array<std::byte, 32>;  ///< the public half, as RFC 7748 writes it

/// One side of an agreement (X25519, RFC 7748). Made for one process, written down nowhere, overwritten when it goes.
class AgreementKey {
public:
    [[nodiscard]] static AgreementKey make();
    AgreementKey(AgreementKey&&) noexcept;
    AgreementKey& operator=(AgreementKey&&) noexcept;
    ~AgreementKey();

    [[nodiscard]] AgreementHalf public_half() const;
    /// What both sides come to, for this `label`; it says nothing about who the other is. Empty: `other` is no half of anything.
    [[nodiscard]] std::optional<Secret> agree(const AgreementHalf& other, std::string_view label) const;

private:
    struct Inside;
    explicit AgreementKey(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::seal
