// store: which tables are there, and are they the ones the catalogue knows?

#include "schema.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "monitor/retention/catalogue.hpp"

namespace monitor::store {
namespace {

// The version of PostgreSQL's tables is the remark on their schema: there is no table of which no catalogue tells.
std::int64_t version(Database& database) {
    if (database.engine().dialect() == Dialect::sqlite) return database.number("PRAGMA user_version");
    return database.number("SELECT obj_description(current_schema()::regnamespace, 'pg_namespace')");
}

void set_version(Database& database, File file, std::int64_t version) {
    const bool sqlite = database.engine().dialect() == Dialect::sqlite;
    database.run(sqlite ? fmt::format("PRAGMA user_version={}", version)
                        : fmt::format("COMMENT ON SCHEMA {} IS '{}'", word(file), version));
}

constexpr const char* sqlite_columns =
    "SELECT m.name, c.name, c.type, c.pk, c.\"notnull\" FROM sqlite_master m JOIN pragma_table_info(m.name) c"
    " WHERE m.type='table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
constexpr const char* postgres_columns =
    "SELECT c.relname, a.attname, CASE format_type(a.atttypid, a.atttypmod) WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB'"
    " ELSE upper(format_type(a.atttypid, a.atttypmod)) END, coalesce(array_position(k.conkey, a.attnum), 0), a.attnotnull"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid=c.oid AND a.attnum>0 AND NOT a.attisdropped"
    " LEFT JOIN pg_constraint k ON k.conrelid=c.oid AND k.contype='p'"
    " WHERE c.relnamespace=current_schema()::regnamespace AND c.relkind='r'";

void hold_to_catalogue(Database& database, File file) {
    std::set<std::string> kept, told;
    for (const auto& column : columns(database)) kept.insert(fmt::format("{}.{}.{}", word(file), column.table, column.name));
    for (const auto& field : retention::catalogue()) {
        if (field.table.starts_with(fmt::format("{}.", word(file)))) told.insert(fmt::format("{}.{}", field.table, field.column));
    }
    for (const auto& column : kept) {
        if (!told.contains(column)) fail(Remedy::give_up, column + " is kept, but not in the catalogue");
    }
    for (const auto& column : told) {
        if (!kept.contains(column)) fail(Remedy::give_up, column + " is in the catalogue, but not kept");
    }
}

}  // namespace

std::string_view word(File file) noexcept {
    switch (file) {
        case File::people: return "people";
        case File::audit: return "audit";
    }
    return "unknown";
}

std::vector<Column> columns(Database& database) {
    std::vector<Column> found;
    for (const Row& row : database.rows(database.engine().dialect() == Dialect::sqlite ? sqlite_columns : postgres_columns))
        found.push_back({row.text(0), row.text(1), row.text(2), row.number(3), row.number(4) != 0});
    std::ranges::sort(found);
    return found;
}

void prepare(Database& database, File file) {
    const Reaching tables{database, Reach::owner()};
    Transaction change{database, Access::write};
    const bool guarded = database.engine().dialect() == Dialect::postgres;
    if (guarded) database.run(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", word(file)));
    const auto known = guarded ? postgres_steps(file) : sqlite_steps(file);
    const auto before = version(database), newest = static_cast<std::int64_t>(known.size());
    if (before < 0 || before > newest) {
        fail(Remedy::ask_operator,
             fmt::format("{}.db: schema {} was made by a newer program; this one knows {}", word(file), before, newest));
    }
    if (before == 0 && !columns(database).empty()) fail(Remedy::ask_operator, fmt::format("{}.db: not made by this program", word(file)));
    for (auto at = static_cast<std::size_t>(before); at < known.size(); ++at) {
        for (const char* statement : known[at]) database.run(statement);
    }
    if (before < newest) {
        set_version(database, file, newest);
        if (guarded) make_guard(database, file);
    }
    hold_to_catalogue(database, file);
    if (guarded) hold_to_guard(database);
    change.commit();
}

}  // namespace monitor::store
