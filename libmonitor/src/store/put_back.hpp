#pragma once
// store: is this the file that was here last, and what must happen before an older one is used? Private.
//
// Each opening, and every ten minutes, a number that only rises goes into people.db, then audit.db, then, when both are on the
// disk, into the ledger beside the key file. So a file that is behind the ledger was put back: no crash can bring that about.

#include "parts.hpp"

namespace monitor::store {

/// At the opening, before anything is handed out: does again what a deed left half-way; an older file begins its quarantine.
void look_for_older_files(PeopleFile&, AuditDoor&);
/// The next mark of the tide; and ends what quarantines may end. Not more often than every ten minutes.
void raise_tide(PeopleFile&, AuditDoor&);
/// How much of the ledger is past its term, and let it go.
[[nodiscard]] std::vector<Due> due_of_ledger(PeopleFile&, Instant now);
[[nodiscard]] std::vector<Due> sweep_ledger(PeopleFile&, Instant now);

}  // namespace monitor::store
