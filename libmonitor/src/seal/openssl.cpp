// seal: what happens when the ground under cryptography gives way?

#include "seal/openssl.hpp"

#include <stdexcept>

#include <openssl/err.h>

namespace monitor::seal {

void must(bool succeeded) {
    if (succeeded) return;
    ERR_clear_error();
    throw std::runtime_error{"seal: OpenSSL could not do what it always can (out of memory?)"};
}

}  // namespace monitor::seal
