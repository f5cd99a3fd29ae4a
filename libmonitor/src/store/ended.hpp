#pragma once
// store: has this school come to its end here? Private.

#include "parts.hpp"

namespace monitor::store {

/// Failure ask_operator, "school: …": nothing of a school that ended comes back by itself. In the caller's transaction.
void hold_to_open(PeopleFile&, SchoolId);
/// In the log of a school that ended nothing is written down any more. In the caller's transaction.
enum class Book : std::uint8_t { closed = 0, open = 1 };
[[nodiscard]] Book book_of(Database& audit, SchoolId);

/// That a school left at that instant, in a people.db of before: its rows go at once, finish_endings() does the rest. False: it is
/// known, or was never here. In the caller's transaction.
bool leave_again(PeopleFile&, SchoolId, Instant at);

/// What is left of schools that ended, also what an older backup or key file brought back. A file that fails keeps the other from
/// nothing; what is left of it waits for the next time.
void finish_endings(const SharedPeople&, const SharedAudit&);

}  // namespace monitor::store
