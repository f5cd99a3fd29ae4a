// Can a damaged key file, certificate, signing key or sealed value do more than be refused?

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "monitor/seal/box.hpp"
#include "monitor/seal/hash.hpp"
#include "monitor/seal/sign.hpp"
#include "seal/key_text.hpp"

namespace {

using namespace monitor;
using namespace monitor::seal;

void require(bool holds) {
    if (!holds) std::abort();
}

// What is taken as a key file is written back to the same bytes, and takes another key and loses it again.
void read_keys(std::string_view text, const Secret& secret) {
    const auto lines = key_lines(text);
    if (!lines) return;
    constexpr std::string_view name = "fuzz/added";
    if (find_key(*lines, name) != nullptr) return;
    const auto more = with_key(*lines, name, secret);
    const auto again = key_lines(more.view());
    require(again && again->size() == lines->size() + 1 && find_key(*again, name) != nullptr);
    require(without_key(*again, name).view() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Secret secret = Secret::from_bytes(Bytes(Secret::size, std::byte{7})).value();
    const auto bytes = std::as_bytes(std::span{data, size});
    read_keys(as_text(bytes), secret);
    (void)pin(as_text(bytes));
    if (const auto key = SigningKey::from_bytes(bytes)) require(verify(key->public_key(), bytes, key->sign(bytes)));
    require(!open(secret, bytes, {}));  // nobody can make a box without the key
    PublicKey point{};
    Signature signature{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), point.size()), point.begin());
    if (bytes.size() > point.size()) {
        const auto rest = bytes.subspan(point.size());
        std::copy_n(rest.begin(), std::min(rest.size(), signature.size()), signature.begin());
    }
    (void)verify(point, bytes, signature);
    return 0;
}
