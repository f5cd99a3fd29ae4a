// store: does the log show that somebody was at it, and does it fail rather than lose a line?

#include <thread>

#include "contract/trail_contract.hpp"
#include "store/database.hpp"
#include "store/keys.hpp"
#include "support/file_size_limit.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using contract::line;

namespace {

const SchoolId a_school{{std::byte{1}}};

struct TrailOfTest : StoreOfTest {
    explicit TrailOfTest(std::uint64_t lines = 5) {
        for (std::uint64_t number = 0; number < lines; ++number) must(stores.trail->append(a_school, line(tuesday, number)));
    }
    std::uint64_t tamper(const std::string& sql) {
        store::Database database{options().directory / "audit.db"};
        return database.run(sql);
    }
};

}  // namespace

TEST_CASE("a line whose content, salt or leaf was changed is named", "[store][audit]") {
    for (const char* sql :
         {"UPDATE entries SET content=CAST(substr(content, 1, 20) || x'00' || substr(content, 22) AS BLOB) WHERE idx=3",
          "UPDATE entries SET content=(SELECT content FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET salt=(SELECT salt FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET leaf=(SELECT leaf FROM entries WHERE idx=2) WHERE idx=3"}) {
        TrailOfTest test;
        REQUIRE(test.tamper(sql) == 1);
        const auto read = test.stores.trail->read(a_school, 0, 10);
        REQUIRE_FALSE(read);
        CHECK(read.error().place == "audit.db: line 3 was changed");
        CHECK(must(test.stores.trail->read(a_school, 0, 3)).size() == 3);
    }
}

TEST_CASE("a log whose end was changed takes no more lines", "[store][audit]") {
    for (const char* sql :
         {"UPDATE heads SET size=4", "UPDATE heads SET root=zeroblob(32)", "UPDATE heads SET frontier=zeroblob(8)",
          "UPDATE heads SET frontier=zeroblob(72)", "DELETE FROM heads"}) {
        TrailOfTest test;
        REQUIRE(test.tamper(sql) == 1);
        const auto index = test.stores.trail->append(a_school, line(tuesday, 9));
        REQUIRE_FALSE(index);
        CHECK(index.error().remedy == Remedy::ask_operator);
        CHECK_FALSE(test.stores.trail->head(a_school));
    }
}

TEST_CASE("two who write at once write one log", "[store][audit]") {
    StoreOfTest test;
    SeededRandom other_lots{2};
    auto other = must(store::open(test.options(), test.clock, other_lots, test.log));
    constexpr std::uint64_t each = 25;
    const auto write = [&](audit::Trail& trail, std::uint64_t from) {
        for (std::uint64_t number = 0; number < each; ++number) {
            if (!trail.append(a_school, line(tuesday, from + number))) return;
        }
    };
    std::thread one{[&] { write(*test.stores.trail, 0); }}, two{[&] { write(*other.trail, 1000); }};
    one.join();
    two.join();
    const auto kept = must(other.trail->read(a_school, 0, 1000));
    REQUIRE(kept.size() == 2 * each);
    audit::Frontier frontier;
    for (const auto& entry : kept) frontier.append(entry.leaf);
    CHECK(must(test.stores.trail->head(a_school)).root == frontier.root());
}

TEST_CASE("a full disk refuses the line, keeps those before it, and recovers", "[store][audit]") {
    TrailOfTest test;
    const auto before = must(test.stores.trail->head(a_school));
    test.apply(regenboog());
    {
        const FileSizeLimit full{std::filesystem::file_size(test.options().directory / "audit.db-wal")};
        for (int round = 0; round < 3; ++round) {
            const auto index = test.stores.trail->append(a_school, line(tuesday, 9));
            REQUIRE_FALSE(index);
            CHECK(index.error().remedy == Remedy::ask_operator);
            CHECK(index.error().operation == "append to audit.db");
        }
        CHECK(must(test.stores.trail->head(a_school)).root == before.root);
        CHECK(test.roll()->pupils.size() == 3);
    }
    CHECK(must(test.stores.trail->append(a_school, line(tuesday, 9))) == before.size);
    test.reopen();
    CHECK(must(test.stores.trail->read(a_school, 0, 100)).size() == before.size + 1);
}

TEST_CASE("an audit.db that is damaged refuses every line, and the rest of the house goes on", "[store][audit]") {
    TrailOfTest test;
    test.apply(regenboog());
    test.stores = {};
    {
        std::FILE* file = std::fopen((test.options().directory / "audit.db").c_str(), "r+");
        REQUIRE(file != nullptr);
        std::fputs("this is no database at all", file);
        std::fclose(file);
    }
    test.reopen();
    CHECK(test.stores.trail->append(a_school, line(tuesday, 9)).error().remedy == Remedy::ask_operator);
    CHECK(test.stores.trail->read(a_school, 0, 1).error().operation == "open audit.db");
    CHECK_FALSE(test.stores.trail->head(a_school));
    CHECK_FALSE(test.stores.trail->sweep(tuesday));
    CHECK_FALSE(store::sweep(test.stores, tuesday));
    CHECK(test.roll()->pupils.size() == 3);
    must(test.stores.sessions->begin({.school = test.school, .staff = test.staff("anouk.devries")}, 1h));
}

TEST_CASE("destroying the key of a school year erases its lines, and the log still adds up", "[store][audit]") {
    TrailOfTest test;
    must(test.stores.keys->destroy(store::audit_key(a_school, this_year)));
    const auto kept = must(test.stores.trail->read(a_school, 0, 10));
    REQUIRE(kept.size() == 5);
    audit::Frontier frontier;
    for (const auto& entry : kept) {
        CHECK_FALSE(entry.entry);
        frontier.append(entry.leaf);
    }
    CHECK(must(test.stores.trail->head(a_school)).root == frontier.root());
}

TEST_CASE("a line past its deadline is not read, swept or not, and its key goes with the last of its year", "[store][audit]") {
    TrailOfTest test{1};
    const auto deadline = *retention::deadline(retention::ceiling(retention::Kind::audit_entry), tuesday, this_year);
    test.clock.jump(deadline - 1ms - tuesday);
    CHECK(must(test.stores.trail->read(a_school, 0, 1)).front().entry);
    CHECK(must(store::due(test.stores, test.clock.now())).empty());
    test.clock.jump(1ms);
    CHECK_FALSE(must(test.stores.trail->read(a_school, 0, 1)).front().entry);
    const auto due = must(store::due(test.stores, test.clock.now()));
    REQUIRE(due.size() == 1);
    CHECK(due[0].kind == retention::Kind::audit_entry);
    CHECK(due[0].count == 1);
    CHECK(due[0].oldest == deadline);
    CHECK(test.stores.keys->existing(store::audit_key(a_school, this_year)));
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 1);
    CHECK(test.stores.keys->existing(store::audit_key(a_school, this_year)).error().remedy == Remedy::not_found);
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 0);
    CHECK(must(test.stores.trail->head(a_school)).size == 1);
}
