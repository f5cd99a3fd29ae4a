#pragma once
// sync: what does one run of one connection do, from the first question to what is kept?

#include <cstdint>
#include <optional>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/roster/snapshot.hpp"
#include "monitor/settings/connections.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/sync/going.hpp"
#include "monitor/sync/problem.hpp"

namespace monitor::sync {

struct Parts {
    store::Stores& stores;
    fetch::Fetch& fetch;
    Random& random;
    const Clock& clock;
    Log& log;
};

/// How it went. With a failure nothing was changed, but for Problem::held: then the delivery waits; and Problem::many_gone: then
/// accounts that are switched off there were.
struct Report {
    std::optional<Failure> failure{};
    SchoolId school{};                           ///< empty where the school is not known yet
    std::uint64_t persons{};                     ///< accounts, or pupils and staff
    std::optional<store::RoundApplied> round{};  ///< of a directory
    std::optional<store::Applied> applied{};     ///< of an administration; empty: nothing changed there
    std::vector<roster::Finding> findings{};
};

/// "roster" or "directory": which of a school's two connections this is.
[[nodiscard]] store::Connected connected(settings::ConnectionKind) noexcept;

/// Fetches, reads, announces in the audit trail, applies, and records the run (store::Schools::ran), unless it was stopped or is
/// switched off. Blocks; not on the threads of the stores.
/// Consent: a person lets a directory pass that lacks many who were there.
[[nodiscard]] Report run_once(const Parts&, const settings::Connection&, Going&, store::Consent = store::Consent::guard);

}  // namespace monitor::sync
