// support: what a provider's key signs, by hand, so that wrong tokens can be made as easily as right ones.

#include "support/fake_provider.hpp"

#include <sstream>

#include <Poco/Crypto/RSADigestEngine.h>
#include <Poco/Crypto/RSAKey.h>

#include "identity/rsa.hpp"
#include "monitor/seal/hash.hpp"

namespace monitor::test {
namespace {

std::string as_base64url(const std::vector<unsigned char>& bytes) {
    return base64url(std::as_bytes(std::span{bytes}));
}

std::string signed_part(std::string_view header, std::string_view claims) {
    return base64url(as_bytes(header)) + '.' + base64url(as_bytes(claims));
}

// RFC 2104, for a secret of any length.
seal::Digest hmac(BytesView secret, BytesView content) {
    const auto hashed = seal::sha256(secret);
    Bytes pad = secret.size() > 64 ? copy(hashed) : copy(secret);
    pad.resize(64);
    const auto round = [&](unsigned char with, BytesView rest) {
        Bytes whole;
        for (const auto byte : pad) whole.push_back(byte ^ std::byte{with});
        whole.insert(whole.end(), rest.begin(), rest.end());
        return seal::sha256(whole);
    };
    return round(0x5c, round(0x36, content));
}

}  // namespace

struct TestKey::Inside {
    Poco::Crypto::RSAKey key;
};

TestKey::TestKey(int bits)
    : inside_{new Inside{
          Poco::Crypto::RSAKey{static_cast<Poco::Crypto::RSAKey::KeyLength>(bits), Poco::Crypto::RSAKey::EXP_LARGE}}} {}
TestKey::~TestKey() {
    delete inside_;
}

std::string TestKey::token(std::string_view header, std::string_view claims) const {
    const std::string content = signed_part(header, claims);
    Poco::Crypto::RSADigestEngine engine{inside_->key, "SHA256"};
    engine.update(content);
    return content + '.' + as_base64url(engine.signature());
}

std::string TestKey::n() const {
    return as_base64url(inside_->key.modulus());
}
std::string TestKey::e() const {
    return as_base64url(inside_->key.encryptionExponent());
}

std::string TestKey::jwk(std::string_view key_id) const {
    return R"({"kty":"RSA","use":"sig","alg":"RS256","kid":")" + std::string{key_id} + R"(","n":")" + n() + R"(","e":")" + e() +
           R"("})";
}

std::string TestKey::public_pem() const {
    std::ostringstream text;
    inside_->key.save(&text);
    return text.str();
}

std::string hs256_token(std::string_view header, std::string_view claims, const std::string& secret) {
    const std::string content = signed_part(header, claims);
    return content + '.' + base64url(hmac(as_bytes(secret), as_bytes(content)));
}

}  // namespace monitor::test
