#pragma once
// store: who was erased, and stays away while the administration still names them? Private. Inside the caller's transaction.

#include "links.hpp"
#include "minimal.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// By the number of a person, or the keyed hash of an account.
/// Is anybody? Asking about each is for schools where somebody is.
[[nodiscard]] bool any_kept_out(Database&, SchoolId, Instant now);
[[nodiscard]] bool is_kept_out(Database&, SchoolId, BytesView who, Instant now);
void keep_out(PeopleFile&, SchoolId, Side, BytesView who, Instant now, Instant until);
/// An import without them. Whom it names for a later school year stays away that year too.
[[nodiscard]] Minimal without_kept_out(PeopleFile&, SchoolId, Minimal, Instant now);

}  // namespace monitor::store
