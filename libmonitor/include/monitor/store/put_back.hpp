#pragma once
// store: was a file of before put back from a backup, and what waits for what until somebody may look along again?

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::store {

/// Written down: append, never renumber.
enum class OlderFile : std::uint8_t {
    people = 1,   ///< people.db, or keys it needs: ends by itself
    log = 2,      ///< audit.db: lines that were written are gone; a person says that they are
    too_old = 3,  ///< people.db, from before what the ledger still knows; a person says that it may be used
};
[[nodiscard]] std::string_view word(OlderFile) noexcept;

/// While a school has one, nobody looks along there: policy::Refusal::records_put_back.
struct Quarantine {
    SchoolId school{};
    OlderFile why{};
    Instant since{};     ///< when it was noticed
    std::string done{};  ///< what was done again: "2 device_revoked, 1 kept_out, 31 emptied"
    /// What is still to come before it ends by itself.
    bool record_waits{}, roster_waits{}, directory_waits{};
};

/// A port. Called only on Stores::people_thread.
class Quarantines {
public:
    virtual ~Quarantines() = default;
    Quarantines(const Quarantines&) = delete;
    Quarantines& operator=(const Quarantines&) = delete;

    [[nodiscard]] virtual std::expected<std::vector<Quarantine>, Error> of(SchoolId) = 0;
    /// Of every school, for the operator.
    [[nodiscard]] virtual std::expected<std::vector<Quarantine>, Error> all() = 0;
    /// Ends what a person ends, for this school; the caller writes it down first. Remedy::not_found: there is none of that kind.
    [[nodiscard]] virtual std::expected<void, Error> accept(SchoolId) = 0;

protected:
    Quarantines() = default;
};

}  // namespace monitor::store
