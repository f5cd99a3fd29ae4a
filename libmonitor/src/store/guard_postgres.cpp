// store: which rows of PostgreSQL does each role see, and is it still so?

#include <fmt/format.h>

#include "schema.hpp"

namespace monitor::store {
namespace {

/// A table, and the condition under which a row is the school's own; empty: its rows are of no school.
struct Ward {
    std::string table, own;
};
std::vector<Ward> wards(Database& database) {
    // A setting that is not there is an error, and an empty one is no school: who forgot to say which sees nothing.
    constexpr const char* mine = "({} = decode(current_setting('monitor.school'::text), 'hex'::text))";
    std::vector<Ward> found;
    for (const Row& row : database.rows("SELECT c.relname, EXISTS(SELECT 1 FROM pg_attribute a WHERE a.attrelid=c.oid"
                                        " AND a.attname='school' AND NOT a.attisdropped) FROM pg_class c"
                                        " WHERE c.relnamespace=current_schema()::regnamespace AND c.relkind='r' ORDER BY 1")) {
        std::string own;
        if (row.number(1) != 0) own = fmt::format(mine, "school");
        if (row.text(0) == "schools") own = fmt::format(mine, "id");
        found.push_back({row.text(0), own});
    }
    return found;
}

// Which row stands on which may then be looked at when a transaction ends.
void let_keys_wait(Database& database) {
    for (const Row& key : database.rows("SELECT c.conrelid::regclass::text, format('%I', c.conname) FROM pg_constraint c"
                                        " WHERE c.contype='f' AND c.connamespace=current_schema()::regnamespace"
                                        " AND NOT c.condeferrable ORDER BY 1, 2"))
        database.run(fmt::format("ALTER TABLE {} ALTER CONSTRAINT {} DEFERRABLE", key.text(0), key.text(1)));
}

}  // namespace

void make_guard(Database& database, File file) {
    let_keys_wait(database);
    database.run(fmt::format("GRANT USAGE ON SCHEMA {} TO monitor_across, monitor_school", word(file)));
    for (const auto& [table, own] : wards(database)) {
        database.run(fmt::format("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO monitor_across, monitor_school", table));
        if (own.empty()) continue;
        database.run(fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table));
        database.run(fmt::format("ALTER TABLE {} FORCE ROW LEVEL SECURITY", table));
        database.run(fmt::format("DROP POLICY IF EXISTS own ON {}", table));
        database.run(fmt::format("DROP POLICY IF EXISTS every ON {}", table));
        database.run(fmt::format("CREATE POLICY own ON {} TO monitor_school USING {}", table, own));
        database.run(fmt::format("CREATE POLICY every ON {} TO monitor_across USING (true)", table));
    }
    for (const Row& view : database.rows("SELECT viewname FROM pg_views WHERE schemaname=current_schema()"))
        database.run(fmt::format("GRANT SELECT ON {} TO monitor_across, monitor_school", view.text(0)));
}

void hold_to_guard(Database& database) {
    for (const auto& [table, own] : wards(database)) {
        if (own.empty()) continue;
        const auto state = database.rows("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid=?::regclass", {table});
        if (state.empty() || state[0].number(0) == 0) fail(Remedy::ask_operator, table + ": row security is off");
        const auto policies = database.rows("SELECT policyname || ' ' || cmd || ' ' || array_to_string(roles, ',') || ' ' || qual"
                                            " FROM pg_policies WHERE schemaname=current_schema() AND tablename=? ORDER BY policyname",
                                            {table});
        if (policies.size() != 2 || policies[0].text(0) != "every ALL monitor_across true" ||
            policies[1].text(0) != "own ALL monitor_school " + own)
            fail(Remedy::ask_operator, table + ": its policies are not those this program made");
    }
}

}  // namespace monitor::store
