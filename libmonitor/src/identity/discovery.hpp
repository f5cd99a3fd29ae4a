#pragma once
// identity: where are the provider's doors? OpenID Connect Discovery 1.0 §4.

#include <expected>
#include <mutex>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/identity/sign_in.hpp"

namespace monitor::identity {

enum class SecretBy : std::uint8_t { header = 0, body = 1 };
enum class NamesItself : std::uint8_t { perhaps = 0, always = 1 };  ///< RFC 9207 §3

struct Doors {
    std::string authorization{};
    std::string token{};
    std::string keys{};
    std::string end_session{};  ///< empty: none that stands on the issuer's own host
    SecretBy secret_by{};
    NamesItself names_itself{};
};

/// The document of one issuer, kept ≤ 24 h; while the provider is silent the old one goes on serving. Thread-safe.
class Discovery {
public:
    Discovery(std::string issuer, fetch::Fetch& fetch, const Clock& clock)
        : issuer_{std::move(issuer)}, fetch_{fetch}, clock_{clock} {}

    [[nodiscard]] std::expected<Doors, SignInFlaw> doors();

private:
    [[nodiscard]] bool may_read();
    [[nodiscard]] std::expected<Doors, SignInFlaw> read();

    std::string issuer_;
    fetch::Fetch& fetch_;
    const Clock& clock_;
    std::mutex reading_;  ///< taken before mutex_, held while the network answers
    std::mutex mutex_;
    std::optional<Doors> doors_;
    SignInFlaw why_not_{SignInFlaw::provider_unreachable};
    std::optional<Tick> read_at_, tried_at_;
};

}  // namespace monitor::identity
