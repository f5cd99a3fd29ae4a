#pragma once
// store: who makes each port? Private: one function an adapter, called by open().

#include <memory>

#include "monitor/audit/trail.hpp"
#include "monitor/identity/devices.hpp"
#include "monitor/identity/sessions.hpp"
#include "monitor/store/changes.hpp"
#include "monitor/store/erasures.hpp"
#include "monitor/store/people.hpp"
#include "monitor/store/rights.hpp"
#include "monitor/store/rosters.hpp"
#include "monitor/store/stores.hpp"
#include "people_file.hpp"

namespace monitor::store {

struct AuditFile {
    Database database;
    seal::KeyFile& keys;
    const Clock& clock;
    Random& random;
    Log& log;
};

using SharedPeople = std::shared_ptr<PeopleFile>;
using SharedAudit = std::shared_ptr<AuditFile>;

[[nodiscard]] std::unique_ptr<Rosters> make_rosters(SharedPeople);
[[nodiscard]] std::unique_ptr<Directories> make_directories(SharedPeople);
[[nodiscard]] std::unique_ptr<Schools> make_schools(SharedPeople);
[[nodiscard]] std::unique_ptr<Erasures> make_erasures(SharedPeople);
[[nodiscard]] std::unique_ptr<People> make_people(SharedPeople);
[[nodiscard]] std::unique_ptr<Rights> make_rights(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Sessions> make_sessions(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Devices> make_devices(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Enrolments> make_enrolments(SharedPeople);
[[nodiscard]] std::unique_ptr<Changes> make_changes(SharedPeople);
/// Reads every 250 ms on `people` whether another process changed something, for as long as that executor runs.
void begin_polling(const SharedPeople&, Executor& people);

[[nodiscard]] std::unique_ptr<audit::Trail> make_trail(SharedAudit);
/// Stands where a log that cannot be opened would be: every call fails as opening it did, and the rest of the house goes on.
[[nodiscard]] std::unique_ptr<audit::Trail> make_closed_trail(Error);
/// `audit` empty: audit.db could not be opened, `why`.
[[nodiscard]] std::unique_ptr<Upkeep> make_upkeep(SharedPeople, SharedAudit, std::optional<Error> why);

/// What is past its deadline, and its erasure; each inside answer().
[[nodiscard]] std::vector<Due> due(PeopleFile&, Instant now);
[[nodiscard]] std::vector<Due> due(AuditFile&, Instant now);
[[nodiscard]] std::vector<Due> sweep(PeopleFile&, Instant now);
[[nodiscard]] std::vector<Due> sweep(AuditFile&, Instant now);

}  // namespace monitor::store
