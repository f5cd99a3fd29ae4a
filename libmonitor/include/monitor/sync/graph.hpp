#pragma once
// sync: who is in a school's Microsoft 365 now, and what changed since we last looked? Microsoft Graph v1.0, as an application.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/roster/linking.hpp"
#include "monitor/settings/connections.hpp"
#include "monitor/store/directories.hpp"
#include "monitor/sync/going.hpp"
#include "monitor/sync/problem.hpp"

namespace monitor::sync {

/// Which of the accounts of a tenant are this school's:
///  - `members_of` is set: who is in one of those groups (also in a group within it);
///  - else, the tenant has several educationSchools: who is in those whose schoolNumber or externalId begins with the BRIN;
///  - else: everybody.
/// Guests of the tenant never are. An account that no role source knows is left out, unless "roster" is one of them.
struct GraphOptions {
    settings::Connection connection{};
    std::string secret{};
    std::vector<roster::LinkRule> rules{};  ///< handed on in the round
};

struct GraphParts {
    fetch::Fetch& fetch;
    Random& random;
    const Clock& clock;
    Going& going;
};

/// One tenant, for one school. Remembers tokens and memberships between readings; belongs to one thread.
class Directory {
public:
    virtual ~Directory() = default;
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    /// Goes on where `state` ended; everything when it has no end, when the settings or memberships changed unseen, and when
    /// Graph no longer knows where we were (410, syncStateNotFound, resyncRequired). Nothing is returned of a reading that did
    /// not get to its deltaLink. Blocks on the network.
    [[nodiscard]] virtual std::expected<store::Round, Failure> read(const std::optional<store::DirectoryState>& state) = 0;
    /// Asks Graph to tell `url` when a user changes, until `ends`; the id of the subscription (POST /subscriptions).
    [[nodiscard]] virtual std::expected<std::string, Failure> subscribe(const std::string& url, const std::string& client_state,
                                                                        Instant ends) = 0;
    /// Problem::school_not_found does not come from here; a subscription that is gone is Problem::empty.
    [[nodiscard]] virtual std::expected<void, Failure> renew(const std::string& subscription, Instant ends) = 0;

protected:
    Directory() = default;
};

[[nodiscard]] std::unique_ptr<Directory> make_graph(GraphOptions, GraphParts);

}  // namespace monitor::sync
