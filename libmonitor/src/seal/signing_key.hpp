#pragma once
// seal: what is inside a signing key?

#include <openssl/evp.h>

#include "monitor/seal/sign.hpp"
#include "seal/openssl.hpp"

namespace monitor::seal {

using PrivateKey = Held<EVP_PKEY, EVP_PKEY_free>;

struct SigningKey::Inside {
    explicit Inside(PrivateKey with) : key{std::move(with)} {}
    PrivateKey key;
};

/// A fresh P-256 key.
[[nodiscard]] PrivateKey new_private_key();

}  // namespace monitor::seal
