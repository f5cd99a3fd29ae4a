#pragma once
// store: all that is kept, opened at once and handed out by main().

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "monitor/audit/logbooks.hpp"
#include "monitor/audit/notary.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/executor.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/identity/codes.hpp"
#include "monitor/identity/devices.hpp"
#include "monitor/identity/sessions.hpp"
#include "monitor/identity/sittings.hpp"
#include "monitor/retention/term.hpp"
#include "monitor/retention/timekeeping.hpp"
#include "monitor/seal/key_file.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/changes.hpp"
#include "monitor/store/choices.hpp"
#include "monitor/store/latest_pictures.hpp"
#include "monitor/store/lessons.hpp"
#include "monitor/store/corrections.hpp"
#include "monitor/store/people.hpp"
#include "monitor/store/persons.hpp"
#include "monitor/store/restrictions.hpp"
#include "monitor/store/directories.hpp"
#include "monitor/store/endings.hpp"
#include "monitor/store/erasures.hpp"
#include "monitor/store/put_back.hpp"
#include "monitor/store/rights.hpp"
#include "monitor/store/rosters.hpp"
#include "monitor/store/schools.hpp"
#include "monitor/store/upkeep.hpp"

namespace monitor::store {

/// By which persons and accounts of a school are linked while no round of its directory has said so: by BRIN; of a school that is
/// not here the usual ones.
using LinkRules = std::map<std::string, std::vector<roster::LinkRule>, std::less<>>;

struct Options {
    std::filesystem::path directory{};  ///< people.db and audit.db; made with mode 0700
    std::filesystem::path audit{};      ///< another directory for audit.db, on a disk of its own; empty: the same
    std::filesystem::path keys{};       ///< the key file, elsewhere if you can; beside it `<keys>.ledger`: what no backup may undo
    std::chrono::hours picture{48};
    LinkRules rules{};
    std::string postgres{};  ///< where both are instead of in files, in libpq's words ("host=/run/postgresql dbname=monitor"); empty: files
    std::string redis{};  ///< where last pictures are (settings::Server::pictures), for the server alone; empty: in memory
    std::string cluster_secret{};  ///< of servers that read each other's pictures there, at least 32 bytes; empty: this one is alone
};
/// As the operator set it. Remedy::correct_input: a link rule that is none, and which.
[[nodiscard]] std::expected<Options, Error> options(const settings::Server&);

/// The parts, and the threads that own them. Destroyed in reverse: the threads end before what they serve.
struct Stores {
    std::unique_ptr<seal::KeyFile> keys{};
    std::unique_ptr<LatestPictures> pictures{};  ///< on the hub's executor
    std::unique_ptr<audit::Trail> trail{};       ///< on audit_thread, and the two below
    std::unique_ptr<audit::Notary> notary{};
    std::unique_ptr<audit::Logbooks> logbooks{};
    std::unique_ptr<Rosters> rosters{};          ///< on people_thread, and all below
    std::unique_ptr<Directories> directories{};
    std::unique_ptr<Schools> schools{};
    std::unique_ptr<Choices> choices{};
    std::unique_ptr<Erasures> erasures{};
    std::unique_ptr<Persons> persons{};
    std::unique_ptr<Corrections> corrections{};
    std::unique_ptr<People> people{};
    std::unique_ptr<Rights> rights{};
    std::unique_ptr<Lessons> lessons{};
    std::unique_ptr<Restrictions> restrictions{};
    std::unique_ptr<identity::Sessions> sessions{};
    std::unique_ptr<identity::Sittings> sittings{};
    std::unique_ptr<identity::Codes> codes{};
    std::unique_ptr<identity::Devices> devices{};
    std::unique_ptr<identity::Enrolments> enrolments{};
    std::unique_ptr<Quarantines> quarantines{};
    std::unique_ptr<Changes> changes{};
    std::unique_ptr<Upkeep> upkeep{};    ///< on any thread, and the one below
    std::unique_ptr<Endings> endings{};
    std::unique_ptr<Executor> audit_thread{};
    std::unique_ptr<Executor> people_thread{};
};

/// Opens or makes both files. A newer schema, a schema the catalogue does not know, `synchronous` other than FULL, a key file of
/// another database: an Error. An audit.db that its disk does not give: a trail that refuses everything, so nobody looks along,
/// and the rest works.
[[nodiscard]] std::expected<Stores, Error> open(const Options&, const Clock&, Random&, Log&);

/// The same as stores.upkeep, from any thread.
[[nodiscard]] std::expected<std::vector<Due>, Error> due(Stores&, Instant now);
[[nodiscard]] std::expected<std::vector<Due>, Error> sweep(Stores&, Instant now);
/// The clock's high-water mark (retention::Timekeeper): deadlines are never held against an earlier instant.
[[nodiscard]] std::expected<std::optional<Instant>, Error> high_water(Stores&);
[[nodiscard]] std::expected<void, Error> raise_high_water(Stores&, Instant);
/// Can the clock be believed, by that mark? Doubtful where the mark cannot be read. The hub moves it every minute, and over a leap
/// that somebody confirmed; nothing is added for the time since the boot. From any thread.
[[nodiscard]] retention::Trust trust(Stores&, const Clock&);

}  // namespace monitor::store
