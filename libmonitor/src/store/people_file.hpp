#pragma once
// store: what do all who keep something in people.db share? Private.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "database.hpp"
#include "keys.hpp"
#include "ledger.hpp"
#include "own_terms.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/roster/linking.hpp"
#include "monitor/seal/key_file.hpp"

namespace monitor::store {

struct PeopleFile {
    Database database;
    seal::KeyFile& keys;
    const Clock& clock;
    Random& random;
    Log& log;

    std::unique_ptr<Ledger> ledger{};  ///< what no backup may undo
    std::map<SchoolId, std::vector<roster::LinkRule>> rules{};  ///< of schools whose directory was never read, also of one to come
    std::unique_ptr<audit::Trail> trail{};  ///< for what follows from a change and no caller can foresee
    std::mutex telling{};  ///< held while the listener runs: who replaces it waits
    std::move_only_function<void()> listener{};
    std::atomic<std::int64_t> others_seen{};  ///< Database::others() when the listener was last told
    bool untold{};                ///< something changed while nobody listened
    std::shared_ptr<PictureTerms> picture_terms{};  ///< as people.db had them when something last changed
    Tick tide_at{};               ///< when its mark in the ledger was last raised (put_back.hpp)
    std::atomic<bool> to_tell{};  ///< a change was kept that the listener does not know of yet

    /// What deadlines are held against: the wall clock, but never before the persisted high-water mark.
    [[nodiscard]] Instant now();
    [[nodiscard]] std::optional<Instant> high_water();
    /// It only rises; in the caller's transaction.
    void keep_high_water(Instant seen);
    /// A secret from which `purpose`'s own key follows.
    [[nodiscard]] seal::Secret instance(std::string_view purpose) {
        return made(keys, std::string{instance_key}).derive(purpose);
    }
    [[nodiscard]] PeopleSeal seal_of(SchoolId school) { return {database, keys, random, school}; }
    /// The school year under whose key something new of this school is sealed: the running one, or the one it was delivered for.
    [[nodiscard]] school::SchoolYear year_of(SchoolId, Instant now);
    /// Remembers that a key of this school and year exists, so that it is destroyed in time; in the caller's transaction.
    void note_term(SchoolId, school::SchoolYear);
    /// What stands there now is known, or is about to be told; inside answer().
    void see_others();
    void tell();
};

/// answer() on people.db; what changed is told when the database is free again, so the listener may ask what it is.
template <class Work>
[[nodiscard]] auto answer(PeopleFile& file, const Reach& reach, std::string_view operation, Work work) {
    auto answered = answer(file.database, reach, operation, std::move(work));
    if (file.to_tell.exchange(false)) file.tell();
    return answered;
}

/// A write that others must hear of: a transaction that raises revisions, and sees to it that the listener is told.
class Change {
public:
    explicit Change(PeopleFile& file) : file_{file}, transaction_{file.database, Access::write} {}
    void raise(SchoolId school) { schools_.insert(school); }
    void commit();

private:
    PeopleFile& file_;
    Transaction transaction_;
    std::set<SchoolId> schools_;
};

}  // namespace monitor::store
