// contract: on a real PostgreSQL, does a query that forgot its school see another school's rows? And does the store notice when
// somebody took that guard away?

#include "store/schema.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Reach;
using store::Reaching;

namespace {

/// Two schools in one database, and somebody who asks without a WHERE.
struct TwoTenants {
    StoreOfTest store{Where::postgres};
    SchoolId a{}, b{};

    TwoTenants() {
        a = store.apply(regenboog()).school;
        auto other = regenboog();
        other.brin = "88YY";
        b = store.apply(other).school;
        for (const auto school : {a, b})
            REQUIRE(store.stores.trail->append(school, {.at = store.clock.now(), .act = audit::Act::look_ended}));
    }
    [[nodiscard]] Inside people() const { return Inside{store.options(), store::File::people}; }
    [[nodiscard]] const PostgresDatabase& database() const { return *store.tables.database; }
};

/// The same question in both tests below: one fails exactly where the other passes.
std::set<Bytes> schools_of_all_pupils(store::Database& database, SchoolId as) {
    const Reaching own{database, as};
    std::set<Bytes> schools;
    for (const auto& row : database.rows("SELECT school FROM pupils")) schools.insert(row.bytes(0));
    return schools;
}
Bytes bytes(SchoolId school) {
    return {school.bytes().begin(), school.bytes().end()};
}

std::vector<std::string> tables_of_schools(store::Database& database) {
    std::vector<std::string> tables;
    for (const auto& column : store::columns(database))
        if (column.name == "school") tables.push_back(column.table);
    return tables;
}

}  // namespace

TEST_CASE("a query that forgot its school sees the rows of the school it acts for, and no other") {
    const TwoTenants test;
    auto people = test.people();
    CHECK(schools_of_all_pupils(people, test.a) == std::set{bytes(test.a)});
    CHECK(schools_of_all_pupils(people, test.b) == std::set{bytes(test.b)});
    CHECK(people.number("SELECT count(DISTINCT school) FROM pupils") == 2);  // across: both are there to be seen
}

TEST_CASE("without row security the same query sees the other school: it is that which hides it, and nothing else") {
    const TwoTenants test;
    auto people = test.people();
    REQUIRE(test.database().says("ALTER TABLE people.pupils DISABLE ROW LEVEL SECURITY"));
    CHECK(schools_of_all_pupils(people, test.a) == std::set{bytes(test.a), bytes(test.b)});
}

TEST_CASE("in every table with a school, one school's rows are hidden from the other, and so are they from the owner") {
    const TwoTenants test;
    for (const auto file : {store::File::people, store::File::audit}) {
        Inside database{test.store.options(), file};
        const auto tables = tables_of_schools(database);
        REQUIRE(tables.size() > 5);
        int filled{};
        for (const auto& table : tables) {
            INFO(table);
            const auto all = database.number("SELECT count(*) FROM " + table);
            const auto own = [&](const Reach& reach) {
                const Reaching as{database, reach};
                return database.number("SELECT count(*) FROM " + table);
            };
            CHECK(own(test.a) + own(test.b) == all);
            CHECK(own(SchoolId{{std::byte{9}}}) == 0);
            const Reaching owner{database, Reach::owner()};
            CHECK(database.number("SELECT count(*) FROM " + table) == 0);
            filled += all > 0 ? 1 : 0;
        }
        CHECK(filled >= 3);
    }
}

TEST_CASE("a school neither writes nor moves nor deletes a row of another") {
    const TwoTenants test;
    auto people = test.people();
    {
        const Reaching own{people, test.a};
        CHECK(people.run("DELETE FROM pupil_groups") == 4);  // its own four, of the eight that are there
        CHECK(people.run("UPDATE pupils SET expires=0 WHERE school=?", {store::cell(test.b)}) == 0);
        CHECK_THROWS_AS(people.run("UPDATE staff SET school=?", {store::cell(test.b)}), store::Failure);
        CHECK_THROWS_AS(people.run("INSERT INTO terms(school, year) VALUES(?, 2030)", {store::cell(test.b)}), store::Failure);
    }
    CHECK(people.number("SELECT count(*) FROM pupil_groups WHERE school=?", {store::cell(test.b)}) == 4);
}

TEST_CASE("who has not said how far they reach sees nothing: neither in this program nor with another one") {
    const TwoTenants test;
    store::Database database{store::engine(test.store.options(), store::File::people)};
    CHECK_THROWS_AS(database.rows("SELECT * FROM pupils"), store::Failure);
    CHECK(postgres().says_as("monitor", test.database().name(), "SELECT 1"));
    CHECK_FALSE(postgres().says_as("monitor", test.database().name(), "SELECT * FROM people.pupils"));
    CHECK_FALSE(postgres().says_as("monitor", test.database().name(), "SET ROLE monitor_school; SELECT * FROM people.pupils"));
    CHECK(postgres().says_as("monitor", test.database().name(), "SET ROLE monitor_across; SELECT * FROM people.pupils"));
}

TEST_CASE("a store whose guard was taken away, on one table, is not opened") {
    const auto* sql =
        GENERATE("ALTER TABLE people.staff DISABLE ROW LEVEL SECURITY", "ALTER TABLE audit.entries NO FORCE ROW LEVEL SECURITY",
                 "CREATE POLICY generous ON people.pupils USING (true)", "ALTER POLICY own ON people.sessions USING (true)",
                 "DROP POLICY own ON audit.heads", "ALTER ROLE monitor_school BYPASSRLS", "ALTER ROLE monitor SUPERUSER",
                 "ALTER ROLE monitor INHERIT");
    TwoTenants test;
    INFO(sql);
    REQUIRE(test.database().says(sql));
    const auto opened = test.store.another();
    CHECK(test.database().says("ALTER ROLE monitor_school NOBYPASSRLS; ALTER ROLE monitor NOSUPERUSER NOINHERIT"));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().remedy == Remedy::ask_operator);
}
