// identity: when are a provider's keys read again?

#include "jwks.hpp"

#include <set>

#include "json.hpp"
#include "monitor/base/guid.hpp"

namespace monitor::identity {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_set = 1 << 20, most_keys = 1000;
constexpr auto fresh = 1h, longest_held = 24h;
constexpr auto between_unknown = 5min;  // an id nobody knows: at most one question
constexpr auto between_stale = 5min;    // old keys that still serve
constexpr auto between_first = 5s;      // no keys at all: somebody stands waiting

bool usable(const Json& key) {
    return key.text("kty") == "RSA" && (!key.has("use") || key.text("use") == "sig") &&
           (!key.has("alg") || key.text("alg") == "RS256");
}

// Entra ID publishes keys of several issuers in one document, most of them for "…/{tenantid}/v2.0".
bool is_for(const Json& key, std::string_view issuer) {
    if (!key.has("issuer")) return true;
    const auto said = key.text("issuer").value_or("");
    constexpr std::string_view any_tenant = "{tenantid}";
    const auto at = said.find(any_tenant);
    if (at == std::string::npos) return said == issuer;
    const auto before = std::string_view{said}.substr(0, at), after = std::string_view{said}.substr(at + any_tenant.size());
    if (issuer.size() < before.size() + after.size() || !issuer.starts_with(before) || !issuer.ends_with(after)) return false;
    return is_guid(issuer.substr(before.size(), issuer.size() - before.size() - after.size()));
}

bool passed(const std::optional<Tick>& since, Tick now, std::chrono::milliseconds span) {
    return !since || now - *since >= span;
}

}  // namespace

std::expected<RsaKey, SignInFlaw> KeySet::key(const std::string& url, const std::string& key_id) {
    if (const auto wish = need(key_id); wish != Need::none) {
        std::unique_lock alone{refreshing_, std::defer_lock};
        if (wish == Need::first) alone.lock();
        // Whoever held the lock before may have brought what we came for.
        if ((alone.owns_lock() || alone.try_lock()) && need(key_id) != Need::none) refresh(url, key_id);
    }
    if (auto key = held(key_id)) return *std::move(key);
    const std::lock_guard lock{mutex_};
    return std::unexpected{keys_.empty() ? SignInFlaw::provider_unreachable : SignInFlaw::key_unknown};
}

std::optional<RsaKey> KeySet::held(const std::string& key_id) {
    const std::lock_guard lock{mutex_};
    const auto at = keys_.find(key_id);
    return at == keys_.end() ? std::nullopt : std::optional{at->second};
}

KeySet::Need KeySet::need(const std::string& key_id) {
    const std::lock_guard lock{mutex_};
    const Tick now = clock_.tick();
    if (!read_at_) return passed(tried_at_, now, between_first) ? Need::first : Need::none;
    if (!keys_.contains(key_id) && passed(unknown_at_, now, between_unknown)) return Need::first;
    if (!passed(read_at_, now, fresh) || !passed(tried_at_, now, between_stale)) return Need::none;
    return passed(read_at_, now, longest_held) ? Need::first : Need::fresher;
}

void KeySet::refresh(const std::string& url, const std::string& key_id) {
    auto keys = fetched(url);
    const std::lock_guard lock{mutex_};
    const Tick now = clock_.tick();
    const bool was_known = keys_.contains(key_id), first = !read_at_;
    tried_at_ = now;
    if (keys) {
        keys_ = std::move(*keys);
        read_at_ = now;
    }
    if (!was_known && !(first && keys_.contains(key_id))) unknown_at_ = now;
}

std::optional<KeySet::Keys> KeySet::fetched(const std::string& url) {
    const auto answer = fetch_.fetch({.url = url, .headers = {{"accept", "application/json"}}, .at_most = largest_set});
    if (!answer || answer->status != 200) return std::nullopt;
    const auto document = Json::parse(answer->body, largest_set);
    const auto listed = document ? document->objects("keys") : std::nullopt;
    if (!listed || listed->size() > most_keys) return std::nullopt;
    Keys keys;
    std::set<std::string> twice;
    for (const Json& one : *listed) {
        const auto id = one.text("kid"), n = one.text("n"), e = one.text("e");
        if (!usable(one) || !is_for(one, issuer_) || !id || id->empty() || !n || !e) continue;
        auto key = rsa_key(*n, *e);
        if (!key) continue;
        // Two keys with one id: nobody can say which is meant.
        if (!keys.emplace(*id, std::move(*key)).second) twice.insert(*id);
    }
    for (const auto& id : twice) keys.erase(id);
    if (keys.empty()) return std::nullopt;
    return keys;
}

}  // namespace monitor::identity
