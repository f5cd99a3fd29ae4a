#pragma once
// store: who makes each port? Private: one function an adapter, called by open().

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "monitor/audit/logbooks.hpp"
#include "monitor/audit/notary.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/identity/codes.hpp"
#include "monitor/identity/devices.hpp"
#include "monitor/identity/sessions.hpp"
#include "monitor/identity/sittings.hpp"
#include "monitor/store/changes.hpp"
#include "monitor/store/choices.hpp"
#include "monitor/store/endings.hpp"
#include "monitor/store/erasures.hpp"
#include "monitor/store/corrections.hpp"
#include "monitor/store/people.hpp"
#include "monitor/store/persons.hpp"
#include "monitor/store/put_back.hpp"
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

/// audit.db, or why it cannot be opened now: it is tried again when somebody asks, at most each five seconds. Thread-safe.
class AuditDoor {
public:
    using Opening = std::move_only_function<std::unique_ptr<Engine>()>;
    AuditDoor(Opening open, seal::KeyFile& keys, const Clock& clock, Random& random, Log& log)
        : open_{std::move(open)}, keys_{keys}, clock_{clock}, random_{random}, log_{log} {}
    /// Valid as long as the door.
    [[nodiscard]] std::expected<AuditFile*, Error> file();

private:
    Opening open_;
    seal::KeyFile& keys_;
    const Clock& clock_;
    Random& random_;
    Log& log_;
    std::mutex mutex_{};
    std::unique_ptr<AuditFile> file_{};
    std::optional<Error> why_{};
    Tick again_{};
};

using SharedPeople = std::shared_ptr<PeopleFile>;
using SharedAudit = std::shared_ptr<AuditDoor>;

/// answer() on audit.db, which comes to `work`; one that cannot be opened answers as opening it did.
template <class Work>
[[nodiscard]] auto answer(AuditDoor& door, const Reach& reach, std::string_view operation, Work work)
    -> std::expected<std::invoke_result_t<Work&, AuditFile&>, Error> {
    const auto file = door.file();
    if (!file) return std::unexpected{file.error()};
    return answer((*file)->database, reach, operation, [&] { return work(**file); });
}

/// Where people.db, or audit.db, is: opened, and made where it is not there.
[[nodiscard]] std::unique_ptr<Engine> engine(const Options&, File);

[[nodiscard]] std::unique_ptr<Rosters> make_rosters(SharedPeople);
[[nodiscard]] std::unique_ptr<Directories> make_directories(SharedPeople);
[[nodiscard]] std::unique_ptr<Schools> make_schools(SharedPeople);
[[nodiscard]] std::unique_ptr<Choices> make_choices(SharedPeople);
[[nodiscard]] std::unique_ptr<Erasures> make_erasures(SharedPeople);
[[nodiscard]] std::unique_ptr<Persons> make_persons(SharedPeople);
[[nodiscard]] std::unique_ptr<Corrections> make_corrections(SharedPeople);
[[nodiscard]] std::unique_ptr<People> make_people(SharedPeople);
[[nodiscard]] std::unique_ptr<Rights> make_rights(SharedPeople);
[[nodiscard]] std::unique_ptr<Lessons> make_lessons(SharedPeople);
[[nodiscard]] std::unique_ptr<Restrictions> make_restrictions(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Sessions> make_sessions(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Sittings> make_sittings(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Codes> make_codes(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Devices> make_devices(SharedPeople);
[[nodiscard]] std::unique_ptr<identity::Enrolments> make_enrolments(SharedPeople);
[[nodiscard]] std::unique_ptr<Changes> make_changes(SharedPeople);
/// Reads every 250 ms on `people` whether another process changed something, for as long as that executor runs.
void begin_polling(const SharedPeople&, Executor& people);

[[nodiscard]] std::unique_ptr<audit::Trail> make_trail(SharedAudit);
[[nodiscard]] std::unique_ptr<audit::Notary> make_notary(SharedAudit);
[[nodiscard]] std::unique_ptr<audit::Logbooks> make_logbooks(SharedAudit);
[[nodiscard]] std::unique_ptr<Upkeep> make_upkeep(SharedPeople, SharedAudit);
[[nodiscard]] std::unique_ptr<Quarantines> make_quarantines(SharedPeople);
[[nodiscard]] std::unique_ptr<Endings> make_endings(SharedPeople, SharedAudit);

/// Lines of a log as far as they may still be read; inside answer().
[[nodiscard]] std::vector<audit::Evidence> evidence_of(AuditFile&, SchoolId, std::uint64_t first, std::size_t at_most);
[[nodiscard]] std::vector<audit::Evidence> evidence_at(AuditFile&, SchoolId, const std::vector<std::uint64_t>& lines);
/// One that was changed is a Failure that names it.
[[nodiscard]] audit::Kept as_kept(const audit::Evidence&);

/// What is past its deadline, and its erasure; each inside answer().
[[nodiscard]] std::vector<Due> due(PeopleFile&, Instant now);
[[nodiscard]] std::vector<Due> due(AuditFile&, Instant now);
[[nodiscard]] std::vector<Due> sweep(PeopleFile&, Instant now);
[[nodiscard]] std::vector<Due> sweep(AuditFile&, Instant now);

}  // namespace monitor::store
