#pragma once
// identity: which key has this id at the provider, without asking the provider each time, or each time somebody lies?

#include <cstdint>
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

/// A provider's keys (RFC 7517). Thread-safe: one asks the provider at a time, and who needs no new keys does not wait for who
/// does.
class KeySet {
public:
    /// A key that says whose it is (Entra ID's `issuer`, in which {tenantid} stands for any GUID) counts only for `issuer`.
    KeySet(std::string issuer, fetch::Fetch& fetch, const Clock& clock)
        : issuer_{std::move(issuer)}, fetch_{fetch}, clock_{clock} {}

    /// From what is held. Keys older than an hour are read anew when one is needed, those older than a day first of all; an id
    /// nobody knows asks at most once in five minutes; while the provider is silent the old keys go on serving.
    [[nodiscard]] std::expected<RsaKey, SignInFlaw> key(const std::string& url, const std::string& key_id);

private:
    using Keys = std::map<std::string, RsaKey>;
    enum class Need : std::uint8_t {
        none = 0,
        fresher = 1,  ///< what is held will do: only who finds nobody asking, asks
        first = 2     ///< it cannot go on without asking
    };

    [[nodiscard]] std::optional<RsaKey> held(const std::string& key_id);
    [[nodiscard]] Need need(const std::string& key_id);
    void refresh(const std::string& url, const std::string& key_id);
    [[nodiscard]] std::optional<Keys> fetched(const std::string& url);

    std::string issuer_;
    fetch::Fetch& fetch_;
    const Clock& clock_;
    std::mutex refreshing_;  ///< taken before mutex_, held while the network answers
    std::mutex mutex_;
    Keys keys_;
    std::optional<Tick> read_at_, tried_at_, unknown_at_;
};

}  // namespace monitor::identity
