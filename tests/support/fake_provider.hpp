#pragma once
// support: an identity provider that signs whatever a test wants signed, right or wrong.

#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor::test {

/// An RSA key made now, never written down. Making one takes a while: share it in a file.
class TestKey {
public:
    explicit TestKey(int bits = 2048);
    TestKey(const TestKey&) = delete;
    TestKey& operator=(const TestKey&) = delete;
    ~TestKey();

    /// header.claims.signature, RS256 whatever the header says.
    [[nodiscard]] std::string token(std::string_view header, std::string_view claims) const;
    /// One member of "keys".
    [[nodiscard]] std::string jwk(std::string_view key_id) const;
    [[nodiscard]] std::string n() const;
    [[nodiscard]] std::string e() const;
    [[nodiscard]] std::string public_pem() const;

private:
    struct Inside;
    Inside* inside_;
};

/// HS256 with any secret, as a forger would.
[[nodiscard]] std::string hs256_token(std::string_view header, std::string_view claims, const std::string& secret);

}  // namespace monitor::test
