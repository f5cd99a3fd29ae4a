#pragma once
// identity: does this ID token say who someone is, to us, now? OpenID Connect Core 1.0 §3.1.3.7, held to one narrow form.
//
// A free function over bytes, so that it can be fuzzed: nothing it does depends on anything but what it is given.

#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "json.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/identity/sign_in.hpp"
#include "rsa.hpp"

namespace monitor::identity {

/// What the token must say, and where it says who.
struct Wanted {
    std::string issuer{};
    std::string client_id{};
    std::string nonce{};
    Instant now{};
    Dialect dialect{};
    ClaimNames claims{};
    std::vector<std::string> tenants{};
};
/// The provider's key of that id. Asked only for a token whose form and algorithm are right.
using KeyOf = std::function<std::expected<RsaKey, SignInFlaw>(const std::string& key_id)>;

/// The clocks of provider and server may differ by this much.
inline constexpr std::chrono::seconds clock_skew{120};

/// The first flaw found, in the order: form, algorithm, key, signature, issuer, audience, time, nonce, tenant, subject.
[[nodiscard]] std::expected<Account, SignInFlaw> account(std::string_view token, const Wanted&, const KeyOf&);
/// The second half of it, from the issuer on: what the claims of a token say whose signature was right. On its own for fuzzing.
/// Who it is then is person.cpp's.
[[nodiscard]] std::expected<Account, SignInFlaw> account_of_claims(const Json& claims, const Wanted&);

}  // namespace monitor::identity
