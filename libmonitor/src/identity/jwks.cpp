// identity: when are a provider's keys read again?

#include "jwks.hpp"

#include <set>

#include "json.hpp"

namespace monitor::identity {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_set = 256 << 10, most_keys = 64;
constexpr auto longest_held = 24h;
constexpr auto between_unknown = 5min;  // an id nobody knows: at most one question
constexpr auto between_stale = 5min;    // old keys that still serve
constexpr auto between_first = 5s;      // no keys at all: somebody stands waiting

bool usable(const Json& key) {
    return key.text("kty") == "RSA" && (!key.has("use") || key.text("use") == "sig") &&
           (!key.has("alg") || key.text("alg") == "RS256");
}

bool passed(const std::optional<Tick>& since, Tick now, std::chrono::milliseconds span) {
    return !since || now - *since >= span;
}

}  // namespace

std::expected<RsaKey, SignInFlaw> KeySet::key(const std::string& url, const std::string& key_id) {
    if (may_refresh(key_id)) {
        const std::lock_guard alone{refreshing_};
        // Whoever held the lock before may have brought what we came for.
        if (may_refresh(key_id)) refresh(url, key_id);
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

bool KeySet::may_refresh(const std::string& key_id) {
    const std::lock_guard lock{mutex_};
    const Tick now = clock_.tick();
    if (!read_at_) return passed(tried_at_, now, between_first);
    if (passed(read_at_, now, longest_held)) return passed(tried_at_, now, between_stale);
    return !keys_.contains(key_id) && passed(unknown_at_, now, between_unknown);
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
        if (!usable(one) || !id || id->empty() || !n || !e) continue;
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
