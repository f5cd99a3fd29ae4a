#pragma once
// store: how does what the administration said become what is kept?

#include <cstdint>
#include <expected>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/roster/difference.hpp"
#include "monitor/roster/snapshot.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::store {

/// What became of an import. Zero is what nobody knows.
enum class Fate : std::uint8_t {
    unknown = 0,
    applied = 1,
    held_for_consent = 2,  ///< it would remove too many: a person confirms or discards it within 7 days
    waits_for_year = 3,    ///< it is of the next school year: it takes effect on 1 August
};

struct Applied {
    SchoolId school{};
    Fate fate{};
    roster::Tally pupils{}, staff{}, groups{};
    std::uint64_t linked{};    ///< persons with an account, afterwards
    std::uint64_t doubtful{};  ///< persons whose account is for a person to choose
};

/// Zero: the guard decides.
enum class Consent : std::uint8_t { guard = 0, given = 1 };

/// Somebody who would leave, come, or be elsewhere or called otherwise than now.
struct Mover {
    roster::Move move{};
    roster::Part part{};                 ///< pupil or staff
    Personal<std::string> name{};        ///< as kept: "Sanne B."; as the import has it, where they stay
    std::vector<std::string> from{}, to{};  ///< names of their groups, now and then
};

/// An import that waits.
struct Held {
    HeldId id{};
    SchoolId school{};
    Fate fate{};
    school::SchoolYear year{};
    Instant since{};
    Instant expires{};  ///< gone by itself
    roster::Tally pupils{}, staff{}, groups{};
    std::vector<Mover> movers{};  ///< by part, move, then name; held against what is there now
};

/// A port, for sync, privacy and frontends. Called only on Stores::people_thread.
class Rosters {
public:
    virtual ~Rosters() = default;
    Rosters(const Rosters&) = delete;
    Rosters& operator=(const Rosters&) = delete;

    /// What apply() would do; nothing is changed.
    [[nodiscard]] virtual std::expected<Applied, Error> preview(const roster::Snapshot&) = 0;
    /// All or nothing, in one transaction; the same snapshot twice changes nothing. Ids stay the same for the same key. Linking with
    /// the directory happens in it. Refuses (correct_input) what roster::check calls fatal. What waits replaces what waited before.
    [[nodiscard]] virtual std::expected<Applied, Error> apply(const roster::Snapshot&, Consent = Consent::guard) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Held>, Error> held(SchoolId) = 0;
    /// Applies what was held; Remedy::not_found: no longer there.
    [[nodiscard]] virtual std::expected<Applied, Error> confirm(SchoolId, HeldId) = 0;
    [[nodiscard]] virtual std::expected<void, Error> discard(SchoolId, HeldId) = 0;

protected:
    Rosters() = default;
};

}  // namespace monitor::store
