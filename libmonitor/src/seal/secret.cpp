// seal: where does a secret begin, what follows from it, and how does it end?

#include "monitor/seal/secret.hpp"

#include <algorithm>
#include <string>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include "seal/hkdf.hpp"
#include "seal/openssl.hpp"

namespace monitor::seal {
namespace {

// OpenSSL's own generator, seeded by the operating system and made anew after a fork.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes) override {
        constexpr std::size_t at_once = 1 << 20;
        for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), at_once))) {
            const auto count = static_cast<int>(std::min(bytes.size(), at_once));
            must(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), count) == 1);
        }
    }
};

OSSL_PARAM octets(const char* name, BytesView bytes) {
    // OpenSSL reads only; its structure has one pointer for both directions.
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::byte*>(bytes.data()), bytes.size());
}

}  // namespace

void hkdf(BytesView key, BytesView salt, BytesView info, std::span<std::byte> out) {
    const Held<EVP_KDF, EVP_KDF_free> kdf{must(EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr))};
    const Held<EVP_KDF_CTX, EVP_KDF_CTX_free> context{must(EVP_KDF_CTX_new(kdf.get()))};
    std::string digest{"SHA256"};
    std::array<OSSL_PARAM, 5> parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                         octets(OSSL_KDF_PARAM_KEY, key), octets(OSSL_KDF_PARAM_INFO, info),
                                         OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end()};
    if (!salt.empty()) parameters[3] = octets(OSSL_KDF_PARAM_SALT, salt);
    must(EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), out.size(), parameters.data()) == 1);
}

Secret::Secret(Random& random) {
    random.fill(value_);
}

std::optional<Secret> Secret::from_bytes(BytesView bytes) {
    if (bytes.size() != size) return std::nullopt;
    Secret secret;
    std::copy(bytes.begin(), bytes.end(), secret.value_.begin());
    return secret;
}

Secret::Secret(Secret&& other) noexcept : value_{other.value_} {
    wipe(other.value_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        value_ = other.value_;
        wipe(other.value_);
    }
    return *this;
}

Secret::~Secret() {
    wipe(value_);
}

Secret Secret::derive(std::string_view label) const {
    Secret derived;
    hkdf(value_, {}, as_bytes(label), derived.value_);
    return derived;
}

std::unique_ptr<Random> system_random() {
    return std::make_unique<SystemRandom>();
}

void wipe(std::span<std::byte> bytes) noexcept {
    OPENSSL_cleanse(bytes.data(), bytes.size());
}

}  // namespace monitor::seal
