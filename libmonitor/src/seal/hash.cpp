// seal: how are bytes hashed and compared?

#include "monitor/seal/hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "seal/openssl.hpp"

namespace monitor::seal {

Digest sha256(BytesView bytes) {
    Digest digest;
    must(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha256(),
                    nullptr) == 1);
    return digest;
}

Digest keyed_hash(const Secret& key, BytesView bytes) {
    Digest digest;
    std::size_t length{};
    must(EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.bytes().data(), key.bytes().size(),
                   reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                   reinterpret_cast<unsigned char*>(digest.data()), digest.size(), &length) != nullptr);
    must(length == digest.size());
    return digest;
}

bool equal(BytesView left, BytesView right) noexcept {
    return left.size() == right.size() && (left.empty() || CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0);
}

}  // namespace monitor::seal
