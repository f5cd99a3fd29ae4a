// identity: how does a JWK become a key that Poco can verify with? By writing its SubjectPublicKeyInfo by hand.

#include "rsa.hpp"

#include <array>
#include <bit>
#include <span>
#include <sstream>

#include <Poco/Crypto/RSAKey.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

#include "monitor/base/base64.hpp"

namespace monitor::identity {
namespace {

constexpr std::size_t fewest_bits = 2048, most_bits = 8192, longest_exponent = 8;
constexpr std::byte sequence{0x30}, integer{0x02}, bit_string{0x03};

Bytes without_leading_zeros(Bytes number) {
    std::size_t zeros{};
    while (zeros < number.size() && number[zeros] == std::byte{0}) ++zeros;
    number.erase(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(zeros));
    return number;
}

std::size_t bits(const Bytes& number) {
    return number.empty()
               ? 0
               : number.size() * 8 - static_cast<std::size_t>(std::countl_zero(std::to_integer<std::uint8_t>(number[0])));
}

// One DER value: tag, length, content (X.690 §8.1).
Bytes der(std::byte tag, BytesView content) {
    Bytes value{tag};
    if (content.size() < 128) {
        value.push_back(static_cast<std::byte>(content.size()));
    } else {
        Bytes length;
        for (auto rest = content.size(); rest > 0; rest >>= 8) length.insert(length.begin(), static_cast<std::byte>(rest & 255));
        value.push_back(static_cast<std::byte>(0x80 | length.size()));
        value.insert(value.end(), length.begin(), length.end());
    }
    value.insert(value.end(), content.begin(), content.end());
    return value;
}

Bytes der_integer(const Bytes& number) {
    Bytes content;
    if ((number[0] & std::byte{0x80}) != std::byte{0}) content.push_back(std::byte{0});
    content.insert(content.end(), number.begin(), number.end());
    return der(integer, content);
}

Bytes joined(const Bytes& first, const Bytes& second) {
    Bytes both = first;
    both.insert(both.end(), second.begin(), second.end());
    return both;
}

}  // namespace

std::optional<RsaKey> rsa_key(std::string_view n, std::string_view e) {
    auto modulus = from_base64url(n), exponent = from_base64url(e);
    if (!modulus || !exponent) return std::nullopt;
    RsaKey key{without_leading_zeros(std::move(*modulus)), without_leading_zeros(std::move(*exponent))};
    if (bits(key.modulus) < fewest_bits || bits(key.modulus) > most_bits) return std::nullopt;
    if (bits(key.exponent) < 2 || key.exponent.size() > longest_exponent) return std::nullopt;
    if ((key.exponent.back() & std::byte{1}) == std::byte{0}) return std::nullopt;
    return key;
}

std::string pem(const RsaKey& key) {
    // AlgorithmIdentifier: rsaEncryption (1.2.840.113549.1.1.1), NULL.
    constexpr std::array<unsigned char, 15> name{0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                                 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0};
    const Bytes algorithm = copy(std::as_bytes(std::span{name}));
    const Bytes numbers = der(sequence, joined(der_integer(key.modulus), der_integer(key.exponent)));
    const Bytes info = der(sequence, joined(algorithm, der(bit_string, joined(Bytes{std::byte{0}}, numbers))));
    const std::string text = base64(info);
    std::string pem = "-----BEGIN PUBLIC KEY-----\n";
    for (std::size_t at = 0; at < text.size(); at += 64) pem += text.substr(at, 64) + '\n';
    return pem + "-----END PUBLIC KEY-----\n";
}

bool verifies(const RsaKey& key, const std::string& token) {
    try {
        std::istringstream text{pem(key)};
        Poco::JWT::Signer signer{Poco::SharedPtr<Poco::Crypto::RSAKey>{new Poco::Crypto::RSAKey{&text}}};
        signer.setAlgorithms({Poco::JWT::Signer::ALGO_RS256});
        Poco::JWT::Token read;
        return signer.tryVerify(token, read);
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace monitor::identity
