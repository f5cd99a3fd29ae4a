// identity: when is a provider's discovery document believed?

#include "discovery.hpp"

#include <algorithm>

#include "json.hpp"

namespace monitor::identity {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_document = 64 << 10, longest_url = 2048;
constexpr auto longest_held = 24h;
constexpr auto between_first = 5s;    // nothing to go on with: somebody stands waiting
constexpr auto between_stale = 5min;  // the old one serves

// HTTPS, unless the operator named a plain (loopback) issuer; visible ASCII only; no fragment.
bool fit(const std::string& url, const std::string& issuer) {
    if (url.size() > longest_url) return false;
    const bool visible =
        std::ranges::all_of(url, [](char letter) { return letter > ' ' && letter < 0x7f && letter != '#' && letter != '\\'; });
    return visible && (url.starts_with("https://") || (issuer.starts_with("http://") && url.starts_with("http://")));
}

// "https://login.example:8443": all before the path. With a user name in it, it is nobody's origin.
std::string_view origin(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    const auto host = url.substr(0, url.find_first_of("/?\\", scheme + 3));
    return host.find('@') == std::string_view::npos ? host : std::string_view{};
}

bool lists(const Json& document, const char* name, const std::string& value) {
    const auto listed = document.texts(name);
    return listed && std::ranges::find(*listed, value) != listed->end();
}

}  // namespace

std::expected<Doors, SignInFlaw> Discovery::doors() {
    if (may_read()) {
        const std::lock_guard alone{reading_};
        if (may_read()) {
            auto doors = read();
            const std::lock_guard lock{mutex_};
            tried_at_ = clock_.tick();
            if (doors) {
                doors_ = std::move(*doors);
                read_at_ = tried_at_;
            } else {
                why_not_ = doors.error();
            }
        }
    }
    const std::lock_guard lock{mutex_};
    if (!doors_) return std::unexpected{why_not_};
    return *doors_;
}

bool Discovery::may_read() {
    const std::lock_guard lock{mutex_};
    const Tick now = clock_.tick();
    if (read_at_ && now - *read_at_ < longest_held) return false;
    return !tried_at_ || now - *tried_at_ >= (doors_ ? Tick::duration{between_stale} : Tick::duration{between_first});
}

std::expected<Doors, SignInFlaw> Discovery::read() {
    const std::string base = issuer_.ends_with('/') ? issuer_.substr(0, issuer_.size() - 1) : issuer_;
    const auto answer = fetch_.fetch({.url = base + "/.well-known/openid-configuration",
                                      .headers = {{"accept", "application/json"}},
                                      .at_most = largest_document});
    if (!answer || answer->status != 200) return std::unexpected{SignInFlaw::provider_unreachable};
    const auto document = Json::parse(answer->body, largest_document);
    if (!document) return std::unexpected{SignInFlaw::provider_unreachable};
    if (document->text("issuer") != issuer_) return std::unexpected{SignInFlaw::issuer};
    const auto authorization = document->text("authorization_endpoint"), token = document->text("token_endpoint"),
               keys = document->text("jwks_uri");
    if (!authorization || !token || !keys) return std::unexpected{SignInFlaw::provider_unreachable};
    if (!fit(*authorization, issuer_) || !fit(*token, issuer_) || !fit(*keys, issuer_))
        return std::unexpected{SignInFlaw::provider_unreachable};
    Doors doors{*authorization, *token, *keys, {}, SecretBy::header, NamesItself::perhaps};
    // Nobody is sent to a stranger when they leave.
    const auto end = document->text("end_session_endpoint");
    if (end && fit(*end, issuer_) && !origin(*end).empty() && origin(*end) == origin(issuer_)) doors.end_session = *end;
    if (lists(*document, "token_endpoint_auth_methods_supported", "client_secret_post")) doors.secret_by = SecretBy::body;
    if (document->truth("authorization_response_iss_parameter_supported") == true) doors.names_itself = NamesItself::always;
    return doors;
}

}  // namespace monitor::identity
