// seal: AES-256-GCM, a fresh nonce for every box.
//
// Random 96-bit nonces are safe up to 2^32 boxes under one key (NIST SP 800-38D §8.3); keys here live a school year at most.

#include "monitor/seal/box.hpp"

#include <climits>
#include <stdexcept>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "seal/openssl.hpp"

namespace monitor::seal {
namespace {

constexpr std::byte version{1};
constexpr std::size_t nonce_at = 1, nonce_size = 12, cipher_at = nonce_at + nonce_size, tag_size = 16;
constexpr std::size_t largest = std::size_t{1} << 26;

using Context = Held<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
static_assert(largest < INT_MAX);

unsigned char* raw(std::byte* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}
const unsigned char* raw(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}

// GCM is a stream: one call gives as many bytes as it takes. The version and the place are authenticated, not written.
bool authenticate(EVP_CIPHER_CTX* context, BytesView place) {
    int length{};
    return EVP_CipherUpdate(context, nullptr, &length, raw(&version), 1) == 1 &&
           (place.empty() || EVP_CipherUpdate(context, nullptr, &length, raw(place.data()), static_cast<int>(place.size())) == 1);
}

Error does_not_open() {
    ERR_clear_error();
    return {.remedy = Remedy::give_up, .operation = "open a sealed value"};
}

}  // namespace

Bytes close(const Secret& key, BytesView plain, BytesView place, Random& random) {
    if (plain.size() > largest || place.size() > largest) throw std::length_error{"seal: too much for one box"};
    Bytes sealed(cipher_at + plain.size() + tag_size);
    sealed[0] = version;
    random.fill(std::span{sealed}.subspan(nonce_at, nonce_size));
    const Context context{must(EVP_CIPHER_CTX_new())};
    int length{};
    must(EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), raw(key.bytes().data()), raw(&sealed[nonce_at]), nullptr) == 1);
    must(authenticate(context.get(), place));
    if (!plain.empty()) {
        must(EVP_EncryptUpdate(context.get(), raw(&sealed[cipher_at]), &length, raw(plain.data()),
                               static_cast<int>(plain.size())) == 1);
    }
    std::byte* const tag = &sealed[cipher_at + plain.size()];
    must(EVP_EncryptFinal_ex(context.get(), raw(tag), &length) == 1);
    must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag) == 1);
    return sealed;
}

std::expected<Bytes, Error> open(const Secret& key, BytesView sealed, BytesView place) {
    if (sealed.size() < cipher_at + tag_size || sealed.size() > cipher_at + largest + tag_size || place.size() > largest ||
        sealed[0] != version) {
        return std::unexpected{does_not_open()};
    }
    const auto cipher = sealed.subspan(cipher_at, sealed.size() - cipher_at - tag_size);
    Bytes tag = copy(sealed.last(tag_size));
    Bytes plain(cipher.size());
    const Context context{must(EVP_CIPHER_CTX_new())};
    int length{};
    must(EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), raw(key.bytes().data()), raw(&sealed[nonce_at]), nullptr) == 1);
    must(authenticate(context.get(), place));
    must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
    if (!cipher.empty()) {
        must(EVP_DecryptUpdate(context.get(), raw(plain.data()), &length, raw(cipher.data()), static_cast<int>(cipher.size())) ==
             1);
    }
    std::byte end{};
    if (EVP_DecryptFinal_ex(context.get(), raw(&end), &length) != 1) {
        wipe(plain);
        return std::unexpected{does_not_open()};
    }
    return plain;
}

}  // namespace monitor::seal
