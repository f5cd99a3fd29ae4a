// seal: X25519, by OpenSSL.

#include "monitor/seal/agree.hpp"

#include <openssl/evp.h>

#include "seal/hkdf.hpp"
#include "seal/openssl.hpp"

namespace monitor::seal {
namespace {

using Key = Held<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

}  // namespace

struct AgreementKey::Inside {
    Key key;
};

AgreementKey AgreementKey::make() {
    return AgreementKey{std::make_unique<Inside>(Key{must(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"))})};
}

AgreementKey::AgreementKey(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
AgreementKey::AgreementKey(AgreementKey&&) noexcept = default;
AgreementKey& AgreementKey::operator=(AgreementKey&&) noexcept = default;
AgreementKey::~AgreementKey() = default;

AgreementHalf AgreementKey::public_half() const {
    AgreementHalf half{};
    std::size_t length = half.size();
    must(EVP_PKEY_get_raw_public_key(inside_->key.get(), reinterpret_cast<unsigned char*>(half.data()), &length) == 1);
    return half;
}

std::optional<Secret> AgreementKey::agree(const AgreementHalf& other, std::string_view label) const {
    const Key theirs{must(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr,
                                                      reinterpret_cast<const unsigned char*>(other.data()), other.size()))};
    const KeyContext context{must(EVP_PKEY_CTX_new(inside_->key.get(), nullptr))};
    must(EVP_PKEY_derive_init(context.get()) == 1);
    std::array<std::byte, 32> shared{};
    std::size_t length = shared.size();
    // A half of small order would make the same secret with everybody: OpenSSL refuses what comes of it.
    if (EVP_PKEY_derive_set_peer(context.get(), theirs.get()) != 1 ||
        EVP_PKEY_derive(context.get(), reinterpret_cast<unsigned char*>(shared.data()), &length) != 1 || length != shared.size())
        return std::nullopt;
    std::array<std::byte, Secret::size> agreed{};
    hkdf(shared, {}, as_bytes(label), agreed);
    auto secret = Secret::from_bytes(agreed);
    wipe(shared);
    wipe(agreed);
    return secret;
}

}  // namespace monitor::seal
