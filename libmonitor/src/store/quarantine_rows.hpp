#pragma once
// store: which schools wait since an older file was put back, and for what? Private. Inside the caller's transaction.

#include "monitor/store/put_back.hpp"
#include "people_file.hpp"

namespace monitor::store {

struct QuarantineRow {
    Quarantine is{};
    std::uint64_t behind{};  ///< above this the lines of the ledger are not in the older file
};

[[nodiscard]] bool any_quarantine(PeopleFile&);
/// Of every school, or of one.
[[nodiscard]] std::vector<QuarantineRow> quarantines(PeopleFile&, std::optional<SchoolId> only = std::nullopt);
/// One that is there already goes on from where it was.
void begin_quarantine(PeopleFile&, SchoolId, OlderFile, std::uint64_t behind, const std::string& done);
/// What was done again, in the school's log and the operator's, once. False: it was told, or cannot be written now.
bool tell(PeopleFile&, const QuarantineRow&);
/// Once it is in the log, and roster and directory were read since: gone. One of a school that never came again goes with the
/// ledger's term.
bool end_quarantine(PeopleFile&, const QuarantineRow&);

}  // namespace monitor::store
