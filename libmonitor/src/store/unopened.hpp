#pragma once
// store: what becomes of values that no key opens any more? Private. Inside the caller's transaction.
//
// Whoever was erased in the middle of a year took along the keys of then: in a people.db of before, no name opens. Rows stay, for
// objections and duties hang on them, with empty names; the next import and the next reading of the directory fill them.

#include "ledger.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// Schools with a value whose key is not in the key file.
[[nodiscard]] std::vector<SchoolId> without_keys(PeopleFile&);
/// Puts the school under keys that were never destroyed, empties what does not open, and takes away devices of one person of
/// whom nobody can tell any more who that is. How many values it was.
std::uint64_t empty_unopened(PeopleFile&, const LedgerText&, SchoolId);
/// Keys that were destroyed, and that an older key file brought back.
void destroyed_again(PeopleFile&, const LedgerText&);

}  // namespace monitor::store
