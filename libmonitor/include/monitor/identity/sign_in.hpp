#pragma once
// identity: who is this person, according to someone we trust? OpenID Connect Core 1.0, code flow with PKCE (RFC 7636),
// RFC 9207 issuer check.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/base/random.hpp"
#include "monitor/fetch/fetch.hpp"

namespace monitor::identity {

/// A person at an identity provider: never an address, never a user name.
struct Account {
    std::string tenant{};            ///< tid; the issuer where a provider has none
    Personal<std::string> object{};  ///< oid; sub where a provider has none
    friend bool operator==(const Account&, const Account&) = default;
};

struct ProviderOptions {
    std::string issuer{};  ///< exact
    std::string client_id{};
    std::string client_secret{};  ///< "" = public client
    std::string redirect_uri{};
};

enum class SignInFlaw : std::uint8_t {
    provider_unreachable = 1,
    state = 2,
    refused_by_provider = 3,
    token_malformed = 4,
    algorithm = 5,
    key_unknown = 6,
    signature = 7,
    issuer = 8,
    audience = 9,
    time = 10,
    nonce = 11,
    tenant = 12,
    subject = 13,
};

/// Kept by us between leaving for the provider and coming back, sealed, for ten minutes, for one use.
struct Attempt {
    std::string state{}, nonce{}, verifier{};
};
struct Departure {
    std::string url{};  ///< send the browser there
    Attempt attempt{};
};
/// What the provider's redirect brought back, percent-decoded.
struct Return {
    std::string state{}, code{}, issuer{}, error{};
};

/// Thread-safe; both functions may block on the network.
class Provider {
public:
    virtual ~Provider() = default;
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;

    [[nodiscard]] virtual std::expected<Departure, SignInFlaw> depart() = 0;
    [[nodiscard]] virtual std::expected<Account, SignInFlaw> arrive(const Attempt&, const Return&) = 0;

protected:
    Provider() = default;
};

/// Reads the provider's discovery document and keys when first needed; keys are kept ≤ 24 h, an unknown key id asks anew at most
/// once in five minutes. RS256 only.
[[nodiscard]] std::unique_ptr<Provider> make_provider(ProviderOptions, fetch::Fetch&, Random&, const Clock&);

}  // namespace monitor::identity
