#pragma once
// store: which tables are there, and are they the ones the catalogue knows? Private.

#include <string_view>

#include "database.hpp"

namespace monitor::store {

enum class File : std::uint8_t { people = 1, audit = 2 };
[[nodiscard]] std::string_view word(File) noexcept;

/// Brings the file forward to this program's version and holds every column to retention::catalogue(). Failure: a file that is
/// newer, is not ours, or differs.
void prepare(Database&, File);

}  // namespace monitor::store
