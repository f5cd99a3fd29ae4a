// seal: ECDSA on P-256 with signatures as WebCrypto writes them.

#include "monitor/seal/sign.hpp"

#include <algorithm>
#include <vector>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "monitor/seal/secret.hpp"
#include "seal/openssl.hpp"
#include "seal/signing_key.hpp"

namespace monitor::seal {
namespace {

constexpr int half = 32;  // r, s, x and y are 32 bytes each
constexpr std::size_t largest_key = 4096;

using Der = std::vector<unsigned char>;
using EcdsaSignature = Held<ECDSA_SIG, ECDSA_SIG_free>;
using Number = Held<BIGNUM, BN_free>;
using DigestContext = Held<EVP_MD_CTX, EVP_MD_CTX_free>;

const unsigned char* raw(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}
unsigned char* raw(std::byte* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}

bool on_p256(const EVP_PKEY* key) {
    std::array<char, 32> group{};
    std::size_t length{};
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), &length) == 1 &&
           std::string_view{group.data(), length} == SN_X9_62_prime256v1;
}

// The public half is written beside the private one; a key of which the two do not belong together signs what nobody can verify.
bool halves_fit(EVP_PKEY* key) {
    const Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context{must(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr))};
    return EVP_PKEY_pairwise_check(context.get()) == 1;
}

PrivateKey parsed(BytesView pkcs8) {
    const unsigned char* at = raw(pkcs8.data());
    const Held<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info{
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(pkcs8.size()))};
    if (!info || at != raw(pkcs8.data()) + pkcs8.size()) return nullptr;
    return PrivateKey{EVP_PKCS82PKEY(info.get())};
}

// Null where `point` is no point of the curve.
PrivateKey public_half(const PublicKey& point) {
    if (point[0] != std::byte{4}) return nullptr;
    const Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context{must(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr))};
    must(EVP_PKEY_fromdata_init(context.get()) == 1);
    std::string group{SN_X9_62_prime256v1};
    PublicKey bytes = point;
    std::array<OSSL_PARAM, 3> parameters{OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
                                         OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
                                         OSSL_PARAM_construct_end()};
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.data()) != 1) return nullptr;
    return PrivateKey{key};
}

Der der(const Signature& signature) {
    EcdsaSignature parts{must(ECDSA_SIG_new())};
    Number r{must(BN_bin2bn(raw(signature.data()), half, nullptr))},
        s{must(BN_bin2bn(raw(signature.data()) + half, half, nullptr))};
    must(ECDSA_SIG_set0(parts.get(), r.release(), s.release()) == 1);
    unsigned char* out = nullptr;
    const int length = i2d_ECDSA_SIG(parts.get(), &out);
    must(length > 0);
    Der written(out, out + length);
    OPENSSL_free(out);
    return written;
}

Signature flat(const Der& der) {
    const unsigned char* at = der.data();
    const EcdsaSignature parts{must(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())))};
    Signature signature;
    must(BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), raw(signature.data()), half) == half);
    must(BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), raw(signature.data()) + half, half) == half);
    return signature;
}

}  // namespace

SigningKey::SigningKey(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;  // OpenSSL clears a private key before it frees it

PrivateKey new_private_key() {
    return PrivateKey{must(EVP_EC_gen("P-256"))};
}

SigningKey SigningKey::make() {
    return SigningKey{std::make_unique<Inside>(new_private_key())};
}

std::expected<SigningKey, Error> SigningKey::from_bytes(BytesView bytes) {
    auto key = bytes.size() <= largest_key ? parsed(bytes) : nullptr;
    const bool good = key && on_p256(key.get()) && halves_fit(key.get());
    ERR_clear_error();
    if (!good) {
        return std::unexpected{
            Error{.remedy = Remedy::correct_input, .operation = "read a signing key", .place = "not PKCS#8 with a P-256 key"}};
    }
    return SigningKey{std::make_unique<Inside>(std::move(key))};
}

PublicKey SigningKey::public_key() const {
    PublicKey point;
    std::size_t length{};
    must(EVP_PKEY_get_octet_string_param(inside_->key.get(), OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, raw(point.data()), point.size(),
                                         &length) == 1);
    must(length == point.size() && point[0] == std::byte{4});
    return point;
}

Signature SigningKey::sign(BytesView message) const {
    const DigestContext context{must(EVP_MD_CTX_new())};
    must(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, inside_->key.get()) == 1);
    std::size_t length{};
    must(EVP_DigestSign(context.get(), nullptr, &length, raw(message.data()), message.size()) == 1);
    Der signature(length);
    must(EVP_DigestSign(context.get(), signature.data(), &length, raw(message.data()), message.size()) == 1);
    signature.resize(length);
    return flat(signature);
}

Bytes SigningKey::bytes() const {
    const Held<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info{must(EVP_PKEY2PKCS8(inside_->key.get()))};
    unsigned char* out = nullptr;
    const int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
    must(length > 0);
    const std::span written{reinterpret_cast<std::byte*>(out), static_cast<std::size_t>(length)};
    Bytes bytes = copy(written);
    OPENSSL_clear_free(out, written.size());
    return bytes;
}

bool verify(const PublicKey& point, BytesView message, const Signature& signature) {
    const auto key = public_half(point);
    const auto written = der(signature);
    const DigestContext context{must(EVP_MD_CTX_new())};
    const bool good = key && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                      EVP_DigestVerify(context.get(), written.data(), written.size(), raw(message.data()), message.size()) == 1;
    ERR_clear_error();
    return good;
}

}  // namespace monitor::seal
