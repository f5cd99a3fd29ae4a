#pragma once
// identity: which key has this id at the provider, without asking the provider each time, or each time somebody lies?

#include <expected>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/identity/sign_in.hpp"
#include "rsa.hpp"

namespace monitor::identity {

/// A provider's keys (RFC 7517). Thread-safe: who needs no new keys does not wait for who does.
class KeySet {
public:
    KeySet(fetch::Fetch& fetch, const Clock& clock) : fetch_{fetch}, clock_{clock} {}

    /// From what is held, ≤ 24 h old. An id nobody knows asks anew at most once in five minutes; while the provider is silent
    /// the old keys go on serving.
    [[nodiscard]] std::expected<RsaKey, SignInFlaw> key(const std::string& url, const std::string& key_id);

private:
    using Keys = std::map<std::string, RsaKey>;

    [[nodiscard]] std::optional<RsaKey> held(const std::string& key_id);
    [[nodiscard]] bool may_refresh(const std::string& key_id);
    void refresh(const std::string& url, const std::string& key_id);
    [[nodiscard]] std::optional<Keys> fetched(const std::string& url);

    fetch::Fetch& fetch_;
    const Clock& clock_;
    std::mutex refreshing_;  ///< taken before mutex_, held while the network answers
    std::mutex mutex_;
    Keys keys_;
    std::optional<Tick> read_at_, tried_at_, unknown_at_;
};

}  // namespace monitor::identity
