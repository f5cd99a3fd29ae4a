#pragma once
// store: which of the school's sites are those of an import? Private. Inside the caller's transaction.

#include <vector>

#include "minimal.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// Writes the sites of an import; their ids, in its order. One that the school made itself becomes the import's when both have
/// the same name, or when each has only one: its id, networks and hours stay. Empty networks and hours leave what the school set.
[[nodiscard]] std::vector<RowId> write_sites(PeopleFile&, SchoolId, const Minimal&);
/// Those of former imports that are not in `kept`; what the school made itself stays.
void forget_sites(PeopleFile&, SchoolId, const std::vector<RowId>& kept);

}  // namespace monitor::store
