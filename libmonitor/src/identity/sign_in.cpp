// identity: how does a person come back from the provider as an account? Code flow with PKCE; each doubt has its own flaw.

#include "monitor/identity/sign_in.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "discovery.hpp"
#include "json.hpp"
#include "jwks.hpp"
#include "monitor/base/base64.hpp"
#include "monitor/seal/hash.hpp"
#include "token.hpp"

namespace monitor::identity {
namespace {

constexpr std::size_t longest_code = 4096, largest_answer = 64 << 10;

// RFC 3986 §2.3: all but the unreserved.
std::string percent(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' || letter == '~';
        if (plain) {
            out += letter;
        } else {
            out += '%' + hex(as_bytes(std::string_view{&letter, 1}));
        }
    }
    return out;
}

using Pairs = std::vector<std::pair<std::string_view, std::string>>;

std::string form(const Pairs& pairs) {
    std::string out;
    for (const auto& [name, value] : pairs) {
        if (!out.empty()) out += '&';
        out += percent(name) + '=' + percent(value);
    }
    return out;
}

std::string with(const std::string& url, const Pairs& pairs) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + form(pairs);
}

// RFC 6749 §2.3.1: both halves form-encoded, then joined, then Base64 with padding.
std::string basic(const std::string& client_id, const std::string& secret) {
    return "Basic " + base64(as_bytes(percent(client_id) + ':' + percent(secret)));
}

// OpenID Connect Core 1.0 §5.5: claims with names of their own, in the ID token. The names are letters (settings see to that).
std::string wanted_claims(const ClaimNames& names) {
    std::string members;
    for (const auto* name : {&names.object, &names.tenant})
        if (!name->empty()) members += (members.empty() ? "\"" : ",\"") + *name + "\":{\"essential\":true}";
    return members.empty() ? members : "{\"id_token\":{" + members + "}}";
}

// What a provider's `error` is about (RFC 6749 §4.1.2.1 and §5.2): the visitor, the provider itself, or our registration with it.
SignInFlaw flaw_of(std::string_view error) {
    constexpr std::array ours{"invalid_client",  "unauthorized_client",       "invalid_request", "invalid_scope",
                              "invalid_resource", "unsupported_response_type", "unsupported_grant_type"};
    if (error == "server_error" || error == "temporarily_unavailable") return SignInFlaw::provider_unreachable;
    const bool about_us = std::ranges::find(ours, error) != ours.end();
    return about_us ? SignInFlaw::client : SignInFlaw::refused_by_provider;
}

class OpenIdProvider final : public Provider {
public:
    OpenIdProvider(ProviderOptions options, fetch::Fetch& fetch, Random& random, const Clock& clock)
        : options_{std::move(options)},
          fetch_{fetch},
          random_{random},
          clock_{clock},
          discovery_{options_.issuer, fetch, clock},
          keys_{options_.issuer, fetch, clock} {}

    std::expected<Departure, SignInFlaw> depart() override {
        const auto doors = discovery_.doors();
        if (!doors) return std::unexpected{doors.error()};
        Attempt attempt{draw_secret(random_), draw_secret(random_), draw_secret(random_)};
        Pairs pairs{{"response_type", "code"},         {"response_mode", "query"},
                    {"client_id", options_.client_id}, {"redirect_uri", options_.redirect_uri},
                    {"scope", "openid profile"},       {"state", attempt.state},
                    {"nonce", attempt.nonce},          {"code_challenge", base64url(seal::sha256(as_bytes(attempt.verifier)))},
                    {"code_challenge_method", "S256"}};
        if (auto claims = wanted_claims(options_.claims); !claims.empty()) pairs.emplace_back("claims", std::move(claims));
        return Departure{with(doors->authorization, pairs), std::move(attempt)};
    }

    std::expected<Account, SignInFlaw> arrive(const Attempt& attempt, const Return& back) override {
        if (attempt.state.empty() || !seal::equal(as_bytes(attempt.state), as_bytes(back.state))) {
            return std::unexpected{SignInFlaw::state};
        }
        const auto doors = discovery_.doors();
        if (!doors) return std::unexpected{doors.error()};
        // RFC 9207 §2.4: before anything else the answer says, errors included.
        const bool must_name = doors->names_itself == NamesItself::always || !back.issuer.empty();
        if (must_name && back.issuer != options_.issuer) return std::unexpected{SignInFlaw::issuer};
        if (!back.error.empty()) return std::unexpected{flaw_of(back.error)};
        if (back.code.empty() || back.code.size() > longest_code) return std::unexpected{SignInFlaw::refused_by_provider};
        const auto token = exchanged(*doors, attempt, back.code);
        if (!token) return std::unexpected{token.error()};
        const Wanted wanted{options_.issuer,  options_.client_id, attempt.nonce,   clock_.now(),
                            options_.dialect, options_.claims,    options_.tenants};
        return account(*token, wanted, [&](const std::string& key_id) { return keys_.key(doors->keys, key_id); });
    }

    // No id_token_hint: the token was never kept. The provider asks its visitor instead.
    std::expected<std::string, SignInFlaw> sign_out() override {
        const auto doors = discovery_.doors();
        if (!doors) return std::unexpected{doors.error()};
        if (doors->end_session.empty()) return std::string{};
        return with(doors->end_session,
                    {{"client_id", options_.client_id}, {"post_logout_redirect_uri", options_.redirect_uri}});
    }

private:
    std::expected<std::string, SignInFlaw> exchanged(const Doors& doors, const Attempt& attempt, const std::string& code) {
        Pairs pairs{{"grant_type", "authorization_code"},
                    {"code", code},
                    {"redirect_uri", options_.redirect_uri},
                    {"client_id", options_.client_id},
                    {"code_verifier", attempt.verifier}};
        fetch::Ask ask{.method = fetch::Method::post,
                       .url = doors.token,
                       .headers = {{"accept", "application/json"}, {"content-type", "application/x-www-form-urlencoded"}},
                       .at_most = largest_answer};
        if (!options_.client_secret.empty()) {
            if (doors.secret_by == SecretBy::body) {
                pairs.emplace_back("client_secret", options_.client_secret);
            } else {
                ask.headers.emplace_back("authorization", basic(options_.client_id, options_.client_secret));
            }
        }
        ask.body = form(pairs);
        const auto answer = fetch_.fetch(ask);
        if (!answer || answer->status >= 500) return std::unexpected{SignInFlaw::provider_unreachable};
        const auto body = Json::parse(answer->body, largest_answer);
        if (answer->status != 200) return std::unexpected{flaw_of(body ? body->text("error").value_or("") : "")};
        auto token = body ? body->text("id_token") : std::nullopt;
        if (!token) return std::unexpected{SignInFlaw::token_malformed};
        return *std::move(token);
    }

    ProviderOptions options_;
    fetch::Fetch& fetch_;
    Random& random_;
    const Clock& clock_;
    Discovery discovery_;
    KeySet keys_;
};

}  // namespace

std::string_view word(SignInFlaw flaw) noexcept {
    switch (flaw) {
        case SignInFlaw::provider_unreachable: return "provider_unreachable";
        case SignInFlaw::state: return "state";
        case SignInFlaw::refused_by_provider: return "refused_by_provider";
        case SignInFlaw::token_malformed: return "token_malformed";
        case SignInFlaw::algorithm: return "algorithm";
        case SignInFlaw::key_unknown: return "key_unknown";
        case SignInFlaw::signature: return "signature";
        case SignInFlaw::issuer: return "issuer";
        case SignInFlaw::audience: return "audience";
        case SignInFlaw::time: return "time";
        case SignInFlaw::nonce: return "nonce";
        case SignInFlaw::tenant: return "tenant";
        case SignInFlaw::subject: return "subject";
        case SignInFlaw::client: return "client";
    }
    return "unknown";
}

std::unique_ptr<Provider> make_provider(ProviderOptions options, fetch::Fetch& fetch, Random& random, const Clock& clock) {
    return std::make_unique<OpenIdProvider>(std::move(options), fetch, random, clock);
}

}  // namespace monitor::identity
