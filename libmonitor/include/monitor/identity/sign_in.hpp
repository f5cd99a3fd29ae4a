#pragma once
// identity: who is this person, according to someone we trust? OpenID Connect Core 1.0, code flow with PKCE (RFC 7636),
// RFC 9207 issuer check.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/base/random.hpp"
#include "monitor/fetch/fetch.hpp"

namespace monitor::identity {

/// A person at an identity provider: never an address, never a user name. Nothing else of a token is taken: its roles and groups are
/// what was true at sign-in, and grant nothing (docs/decisions/0020-duties-come-from-the-directory.md).
struct Account {
    std::string tenant{};            ///< tid; the issuer where the provider is not Entra ID
    Personal<std::string> object{};  ///< oid; sub, or what ClaimNames says, where the provider is not Entra ID
    friend bool operator==(const Account&, const Account&) = default;
};

/// How a provider says who somebody is. Zero takes least for granted.
enum class Dialect : std::uint8_t {
    oidc = 0,   ///< OpenID Connect and no more: a person is (issuer, sub), or what ClaimNames says
    entra = 1,  ///< Microsoft Entra ID, v2.0 endpoint of one tenant: a person is (tid, oid), both GUIDs; guests are refused
};

/// Claims with another name than the standard's, in Dialect::oidc; they are asked for with the `claims` parameter (§5.5), so that
/// they stand in the signed ID token.
struct ClaimNames {
    std::string object{};  ///< "": sub
    std::string tenant{};  ///< "": none. Else the organisation of a person, which must be one of ProviderOptions::tenants
    friend bool operator==(const ClaimNames&, const ClaimNames&) = default;
};

struct ProviderOptions {
    std::string issuer{};  ///< exact
    std::string client_id{};
    std::string client_secret{};  ///< "" = public client
    std::string redirect_uri{};
    Dialect dialect{};
    ClaimNames claims{};
    std::vector<std::string> tenants{};
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
    client = 14,  ///< the provider does not take our own registration: an expired secret, another redirect address
};
/// "nonce": for logs and audit, not for people.
[[nodiscard]] std::string_view word(SignInFlaw) noexcept;

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

/// Thread-safe; all functions may block on the network.
class Provider {
public:
    virtual ~Provider() = default;
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;

    [[nodiscard]] virtual std::expected<Departure, SignInFlaw> depart() = 0;
    [[nodiscard]] virtual std::expected<Account, SignInFlaw> arrive(const Attempt&, const Return&) = 0;
    /// Where a person signs out at the provider as well (OpenID Connect RP-Initiated Logout 1.0), and comes back to redirect_uri,
    /// without a state or a code. Empty: it names no such place on the issuer's own host.
    [[nodiscard]] virtual std::expected<std::string, SignInFlaw> sign_out() = 0;

protected:
    Provider() = default;
};

/// Reads the provider's discovery document and keys when first needed; keys are read anew each hour, an unknown key id asks at
/// most once in five minutes, and a silent provider leaves the old ones in force. RS256 only; response_mode=query, so that the
/// cookie that binds the attempt to the browser may stay SameSite=Lax.
[[nodiscard]] std::unique_ptr<Provider> make_provider(ProviderOptions, fetch::Fetch&, Random&, const Clock&);

}  // namespace monitor::identity
