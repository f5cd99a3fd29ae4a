// contract: are the tables of PostgreSQL those of SQLite, does it keep what it says it has, and what if it goes away?

#include <thread>

#include "store/schema.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

TEST_CASE("both engines have the same tables, with the same columns of the same kinds and the same keys") {
    StoreOfTest files{Where::files}, server{Where::postgres};
    for (const auto file : {store::File::people, store::File::audit}) {
        Inside sqlite{files.options(), file}, postgres{server.options(), file};
        const auto one = store::columns(sqlite), other = store::columns(postgres);
        REQUIRE(one.size() > 20);
        REQUIRE(one.size() == other.size());
        for (std::size_t at = 0; at < one.size(); ++at) {
            INFO(one[at].table << "." << one[at].name << " " << one[at].kind << ", " << other[at].table << "." << other[at].name
                               << " " << other[at].kind);
            CHECK(one[at] == other[at]);
        }
    }
}

TEST_CASE("every key of a table of schools begins with the school, but for what is found before the school is known") {
    StoreOfTest test{Where::postgres};
    const std::set<std::string> found_first{"devices", "enrolments", "sessions", "invitations", "codes", "sittings", "spent_accounts"};
    for (const auto file : {store::File::people, store::File::audit}) {
        Inside database{test.options(), file};
        std::map<std::string, std::string> first;
        std::set<std::string> of_schools;
        for (const auto& column : store::columns(database)) {
            if (column.key == 1) first[column.table] = column.name;
            if (column.name == "school") of_schools.insert(column.table);
        }
        for (const auto& table : of_schools) {
            INFO(table);
            CHECK((first[table] == "school") != found_first.contains(table));
        }
    }
}

TEST_CASE("a schema of a newer program is refused, and one of another program is not taken over") {
    StoreOfTest test{Where::postgres};
    test.stores = {};
    REQUIRE(test.tables.database->says("COMMENT ON SCHEMA people IS '9'"));
    CHECK(test.another().error().place.find("schema 9 was made by a newer program") != std::string::npos);
    REQUIRE(test.tables.database->says("COMMENT ON SCHEMA people IS NULL"));
    CHECK(test.another().error().place.find("not made by this program") != std::string::npos);
    REQUIRE(test.tables.database->says("COMMENT ON SCHEMA people IS '1'; ALTER TABLE people.pupils ADD COLUMN surname TEXT"));
    CHECK(test.another().error().place.starts_with("people.pupils.surname is kept, but not in the catalogue"));
}

TEST_CASE("two processes that open an empty database at once both find the tables") {
    StoreOfTest one{Where::postgres};
    one.stores = {};
    REQUIRE(one.tables.database->says("DROP SCHEMA people, audit CASCADE"));
    std::vector<std::jthread> threads;
    std::array<std::expected<store::Stores, Error>, 2> opened{std::unexpected{Error{}}, std::unexpected{Error{}}};
    std::array<Temporary, 2> places;
    for (std::size_t at = 0; at < 2; ++at) {
        threads.emplace_back([&, at] {
            auto options = one.options();
            options.directory = places[at].path() / "store";
            opened[at] = store::open(options, one.clock, one.random, one.log);
        });
    }
    threads.clear();
    for (const auto& each : opened) CHECK(each);
}

TEST_CASE("a server that would lose what it said it had is refused") {
    Postgres careless;
    careless.make("monitor");
    careless.stop();
    careless.start({"-c", "fsync=off"});
    StoreOfTest test{Where::files};
    auto options = test.options();
    options.directory = test.directory.path() / "elsewhere";
    options.postgres = "host=" + careless.socket() + " user=monitor dbname=monitor";
    const auto opened = store::open(options, test.clock, test.random, test.log);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().place.find("fsync is not on") != std::string::npos);
}

TEST_CASE("while the server is away everything answers try again, and after it is back all is there") {
    Postgres server;
    server.make("monitor");
    StoreOfTest test{Where::files};
    auto options = test.options();
    options.directory = test.directory.path() / "elsewhere";
    options.postgres = "host=" + server.socket() + " user=monitor dbname=monitor";
    auto stores = must(store::open(options, test.clock, test.random, test.log));
    const auto school = must(stores.rosters->apply(regenboog())).school;
    const audit::Entry entry{.at = test.clock.now(), .act = audit::Act::look_ended};
    REQUIRE(stores.trail->append(school, entry));
    server.stop();
    CHECK(stores.people->roll(school).error().remedy == Remedy::try_again);
    CHECK(stores.rosters->apply(regenboog()).error().remedy == Remedy::try_again);
    CHECK(stores.trail->append(school, entry).error().remedy == Remedy::try_again);
    server.start();
    {
        // It goes away once more, in the middle of a transaction: nothing of that goes on by itself on the next connection.
        Inside people{options, store::File::people};
        {
            store::Transaction change{people, store::Access::write};
            people.run("UPDATE schools SET name='Elders'");
            server.stop();
            server.start();
            CHECK_THROWS_AS(people.run("UPDATE schools SET name='Nergens'"), store::Failure);
            const auto in_between = [&] { const store::Reaching own{people, school}; };
            CHECK_THROWS_AS(in_between(), store::Failure);
            CHECK_THROWS_AS(change.commit(), store::Failure);
        }
        const store::Reaching again{people, store::Reach::across()};
        CHECK(people.number("SELECT count(*) FROM schools WHERE name='De Regenboog'") == 1);
    }
    CHECK(must(stores.people->roll(school))->pupils.size() == 3);
    CHECK(must(stores.trail->append(school, entry)) == 1);
    CHECK(must(stores.people->roll(school))->school.name == "De Regenboog");
}

TEST_CASE("a transaction of which a part failed is not kept, whoever looked away") {
    StoreOfTest test{Where::postgres};
    const auto school = test.apply(regenboog()).school;
    Inside people{test.options(), store::File::people};
    {
        store::Transaction change{people, store::Access::write};
        people.run("UPDATE schools SET name='Elders'");
        CHECK_THROWS_AS(people.run("INSERT INTO terms(school, year) VALUES(?, NULL)", {store::cell(school)}), store::Failure);
        CHECK_THROWS_AS(change.commit(), store::Failure);
    }
    CHECK(must(test.stores.people->roll(school))->school.name == "De Regenboog");
}

TEST_CASE("of those that write one does at a time, and who waits too long may try again") {
    StoreOfTest test{Where::postgres};
    Inside people{test.options(), store::File::people};
    store::Transaction change{people, store::Access::write};
    const auto refused = test.stores.rosters->apply(regenboog());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().remedy == Remedy::try_again);
    CHECK(refused.error().system_code == EBUSY);
}
