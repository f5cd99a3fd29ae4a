// identity: in which order is an ID token doubted? Form first, signature next, claims last; nothing it says is used before.

#include "token.hpp"

#include <array>
#include <optional>

#include "monitor/seal/hash.hpp"
#include "person.hpp"

namespace monitor::identity {
namespace {

using Doubt = std::optional<SignInFlaw>;

constexpr std::size_t longest_token = 16 << 10, longest_key_id = 256;

struct Parts {
    Json header;
    Json claims;
};

// Exactly three runs of base64url without padding, none empty (RFC 7515 §7.1); Poco would take four, and padding.
std::optional<Parts> parts(std::string_view token) {
    if (token.size() > longest_token) return std::nullopt;
    const auto first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto header = from_base64url(token.substr(0, first));
    const auto claims = from_base64url(token.substr(first + 1, second - first - 1));
    const auto signature = from_base64url(token.substr(second + 1));
    if (!header || !claims || !signature || header->empty() || claims->empty()) return std::nullopt;
    auto header_json = Json::parse(as_text(*header), longest_token);
    auto claims_json = Json::parse(as_text(*claims), longest_token);
    if (!header_json || !claims_json) return std::nullopt;
    return Parts{std::move(*header_json), std::move(*claims_json)};
}

// A header that brings its own key, or asks for something we do not know, is not for us (RFC 7515 §4.1).
bool brings_its_own(const Json& header) {
    constexpr std::array names{"jwk", "jku", "x5u", "x5c", "crit", "zip", "enc", "b64"};
    for (const auto* name : names) {
        if (header.has(name)) return true;
    }
    return false;
}

bool says_jwt(const Json& header) {
    if (!header.has("typ")) return true;
    const auto type = header.text("typ");
    return type == "JWT" || type == "jwt";
}

Doubt audience(const Json& claims, const Wanted& wanted) {
    const auto alone = claims.text("aud");
    const auto listed = claims.texts("aud");
    const bool ours = alone == wanted.client_id || (listed && listed->size() == 1 && listed->front() == wanted.client_id);
    if (!ours || wanted.client_id.empty()) return SignInFlaw::audience;
    if (claims.has("azp") && claims.text("azp") != wanted.client_id) return SignInFlaw::audience;
    return std::nullopt;
}

Doubt time(const Json& claims, Instant now) {
    // Seconds, compared as numbers: a claim of the year 10^15 must not overflow an Instant.
    const auto here = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const auto skew = clock_skew.count();
    constexpr std::int64_t far = 1LL << 40;
    const auto expires = claims.whole_number("exp"), issued = claims.whole_number("iat");
    if (!expires || !issued || *expires > far || *issued > far || *expires < 0 || *issued < 0) return SignInFlaw::time;
    if (here - *expires > skew || *issued - here > skew) return SignInFlaw::time;
    if (claims.has("nbf")) {
        const auto begins = claims.whole_number("nbf");
        if (!begins || *begins > far || *begins < 0 || *begins - here > skew) return SignInFlaw::time;
    }
    return std::nullopt;
}

Doubt nonce(const Json& claims, const Wanted& wanted) {
    const auto said = claims.text("nonce");
    if (!said || wanted.nonce.empty() || !seal::equal(as_bytes(*said), as_bytes(wanted.nonce))) return SignInFlaw::nonce;
    return std::nullopt;
}

}  // namespace

std::expected<Account, SignInFlaw> account(std::string_view token, const Wanted& wanted, const KeyOf& key_of) {
    const auto read = parts(token);
    if (!read || brings_its_own(read->header) || !says_jwt(read->header)) return std::unexpected{SignInFlaw::token_malformed};
    if (read->header.text("alg") != "RS256") return std::unexpected{SignInFlaw::algorithm};
    const auto key_id = read->header.text("kid");
    if (!key_id || key_id->empty() || key_id->size() > longest_key_id) return std::unexpected{SignInFlaw::key_unknown};
    const auto key = key_of(*key_id);
    if (!key) return std::unexpected{key.error()};
    if (!verifies(*key, std::string{token})) return std::unexpected{SignInFlaw::signature};
    return account_of_claims(read->claims, wanted);
}

std::expected<Account, SignInFlaw> account_of_claims(const Json& claims, const Wanted& wanted) {
    if (wanted.issuer.empty() || claims.text("iss") != wanted.issuer) return std::unexpected{SignInFlaw::issuer};
    if (const auto doubt = audience(claims, wanted)) return std::unexpected{*doubt};
    if (const auto doubt = time(claims, wanted.now)) return std::unexpected{*doubt};
    if (const auto doubt = nonce(claims, wanted)) return std::unexpected{*doubt};
    return person(claims, wanted);
}

}  // namespace monitor::identity
