#pragma once
// store: which tables are there, and are they the ones the catalogue knows? Private.

#include <span>
#include <string>
#include <vector>

#include "database.hpp"

namespace monitor::store {

/// The statements that lead from one version of a schema to the next.
using Step = std::span<const char* const>;
[[nodiscard]] std::span<const Step> sqlite_steps(File);
[[nodiscard]] std::span<const Step> postgres_steps(File);

struct Column {
    std::string table, name, kind;  ///< kind: INTEGER, TEXT or BLOB
    std::int64_t key{};             ///< its place in the primary key, from 1; 0: none
    bool required{};

    friend auto operator<=>(const Column&, const Column&) = default;
};
/// Of all tables, by table and name.
[[nodiscard]] std::vector<Column> columns(Database&);

/// Brings the tables forward to this program's version and holds every column to retention::catalogue(), and on PostgreSQL row
/// security to what it should be. Failure: tables that are newer, are not ours, or differ.
void prepare(Database&, File);

/// On PostgreSQL, as the owner: that each role sees its own rows; and that it is so still.
void make_guard(Database&, File);
void hold_to_guard(Database&);

}  // namespace monitor::store
