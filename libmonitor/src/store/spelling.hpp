#pragma once
// store: how is SQL that was written for both spelled for PostgreSQL? Private.

#include <string>
#include <string_view>

namespace monitor::store {

/// ? and ?1 as $1, outside of strings; all of one kind in a statement. A table made in SQLite's words gets the types of PostgreSQL:
/// texts compare byte by byte, and a temporary one ends with its transaction.
[[nodiscard]] std::string spelled(std::string_view sql);

}  // namespace monitor::store
