#pragma once
// sync: what is known of each account, when pages come in any order, twice, or again later? The latest wins.

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "monitor/roster/directory.hpp"
#include "monitor/settings/connections.hpp"
#include "sync/memberships.hpp"

namespace monitor::sync {

/// One reading of one list: users, or education users.
struct PeopleRead {
    std::unordered_map<std::string, roster::GraphItem> present{};
    std::unordered_set<std::string> removed{};

    void take(roster::GraphItem&&);
};

/// Whether everything that was asked of a user is there.
[[nodiscard]] bool whole_user(const roster::GraphItem&);
[[nodiscard]] bool whole_education_user(const roster::GraphItem&);
/// The account, with the role that the sources give it; empty: it is none of ours (a guest, of another school, of no role that
/// counts).
[[nodiscard]] std::optional<roster::Account> account(const std::string& object, const roster::GraphItem& user,
                                                     const roster::GraphItem* education, const Memberships&,
                                                     const settings::Connection&);

}  // namespace monitor::sync
