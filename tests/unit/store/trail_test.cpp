// store: does the log show that somebody was at it, and does it fail rather than lose a line?

#include <thread>

#include "contract/trail_contract.hpp"
#include "store/keys.hpp"
#include "support/file_size_limit.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using contract::line;

namespace {

const SchoolId a_school{{std::byte{1}}};

audit::Entry a_look(Random& random) {
    audit::Entry look{.at = tuesday,
                      .act = audit::Act::look_began,
                      .actor = {audit::ActorKind::staff, draw<StaffId>(random), draw<DeviceId>(random)},
                      .group = draw<GroupId>(random),
                      .address = Personal<std::string>{"10.1.2.3"}};
    look.rulings.push_back({.pupil = draw<PupilId>(random), .basis = policy::Basis::teaches_group});
    return look;
}

struct TrailOfTest : StoreOfTest {
    explicit TrailOfTest(std::uint64_t lines = 5) {
        for (std::uint64_t number = 0; number < lines; ++number) must(stores.trail->append(a_school, line(tuesday, number)));
    }
    std::uint64_t tamper(const std::string& sql) {
        Inside database{options(), store::File::audit};
        return database.run(sql);
    }
};

}  // namespace

TEST_CASE("a line whose content, salt or leaf was changed is named", "[files][store][audit]") {
    for (const char* sql :
         {"UPDATE entries SET lasting=CAST(substr(lasting, 1, 20) || x'00' || substr(lasting, 22) AS BLOB) WHERE idx=3",
          "UPDATE entries SET lasting=(SELECT lasting FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET lasting_salt=(SELECT lasting_salt FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET personal=(SELECT personal FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET personal_salt=(SELECT personal_salt FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET personal_hash=(SELECT personal_hash FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET personal=NULL, personal_hash=(SELECT personal_hash FROM entries WHERE idx=2) WHERE idx=3",
          "UPDATE entries SET leaf=(SELECT leaf FROM entries WHERE idx=2) WHERE idx=3"}) {
        INFO(sql);
        TrailOfTest test;
        REQUIRE(test.tamper(sql) == 1);
        const auto read = test.stores.trail->read(a_school, 0, 10);
        REQUIRE_FALSE(read);
        CHECK(read.error().place == "audit.db: line 3 was changed");
        CHECK(must(test.stores.trail->read(a_school, 0, 3)).size() == 3);
    }
}

TEST_CASE("a log whose end was changed takes no more lines", "[files][store][audit]") {
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

TEST_CASE("a full disk refuses the line, keeps those before it, and recovers", "[files][store][audit]") {
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

TEST_CASE("an audit.db that is damaged refuses every line, and the rest of the house goes on", "[files][store][audit]") {
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

TEST_CASE("a line past its term is not read, swept or not, and its key goes with the last of its year", "[store][audit]") {
    TrailOfTest test{1};
    const auto deadline = *retention::deadline(retention::ceiling(retention::Kind::audit_entry), tuesday, this_year);
    must(test.stores.trail->sweep(school::ends(this_year)));
    test.clock.jump(deadline - 1ms - tuesday);
    CHECK(must(test.stores.trail->read(a_school, 0, 1)).front().remains == audit::Remains::lasting);
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

TEST_CASE("when the school year ends pupils, devices and addresses go, with their key, and the rest is still read",
          "[store][audit]") {
    StoreOfTest test;
    const auto look = a_look(test.random);
    must(test.stores.trail->append(a_school, look));
    const auto before = must(test.stores.trail->head(a_school)).root;
    const auto end = school::ends(this_year);
    test.clock.jump(end - 1ms - tuesday);
    CHECK(must(test.stores.trail->read(a_school, 0, 1)).front().remains == audit::Remains::whole);
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 0);
    test.clock.jump(1ms);
    const auto gone = [&] {
        const auto kept = must(test.stores.trail->read(a_school, 0, 1)).front();
        CHECK(kept.remains == audit::Remains::lasting);
        REQUIRE(kept.entry);
        CHECK(audit::encode(*kept.entry).lasting == audit::encode(look).lasting);
        CHECK(kept.entry->rulings.front().pupil == PupilId{});
        CHECK(kept.entry->address == Personal<std::string>{});
        CHECK_FALSE(kept.entry->actor.device);
    };
    gone();  // swept or not
    const auto due = must(store::due(test.stores, test.clock.now()));
    const auto personal = std::ranges::find(due, retention::Kind::audit_personal, &store::Due::kind);
    REQUIRE(personal != due.end());
    CHECK(personal->count == 1);
    CHECK(personal->oldest == end);
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 1);
    gone();
    CHECK(test.stores.keys->existing(store::audit_personal_key(a_school, this_year)).error().remedy == Remedy::not_found);
    CHECK(must(test.stores.trail->head(a_school)).root == before);
    const auto evidence = must(test.stores.notary->evidence(a_school, 0, 1)).front();
    CHECK(audit::fit(evidence) == audit::Fit::fits);
    CHECK_FALSE(evidence.personal);
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 0);
}

TEST_CASE("a school keeps its log for as long as it says, from 90 days to a year, also what was written before",
          "[store][audit]") {
    TrailOfTest test{3};
    using std::chrono::days;
    CHECK(test.stores.logbooks->keep_for(a_school, days{89}).error().remedy == Remedy::correct_input);
    CHECK(test.stores.logbooks->keep_for(a_school, days{366}).error().remedy == Remedy::correct_input);
    CHECK(must(test.stores.logbooks->all()).front().term == days{365});
    must(test.stores.logbooks->keep_for(a_school, days{90}));
    CHECK(must(test.stores.logbooks->all()).front().term == days{90});
    CHECK(must(test.stores.trail->append(SchoolId{}, line(tuesday, 0))) == 0);
    test.clock.jump(days{90} - 1ms);
    CHECK(must(test.stores.trail->read(a_school, 0, 3)).front().entry);
    test.clock.jump(1ms);
    CHECK_FALSE(must(test.stores.trail->read(a_school, 0, 3)).front().entry);
    CHECK(must(test.stores.trail->sweep(test.clock.now())) == 3);
    CHECK(must(test.stores.trail->read(SchoolId{}, 0, 1)).front().entry);
    CHECK(must(test.stores.trail->append(a_school, line(test.clock.now(), 9))) == 3);
    CHECK(must(test.stores.trail->read(a_school, 3, 1)).front().entry);
}

TEST_CASE("a log of the first schema keeps its leaves, goes on, and forgets what it held", "[files][store][audit]") {
    StoreOfTest test;
    test.stores = {};
    const auto path = test.options().directory / "audit.db";
    std::filesystem::remove(path);
    std::filesystem::remove(path.string() + "-wal");
    audit::Frontier old;
    {
        Inside database{path};
        for (const char* sql :
             {"CREATE TABLE heads(school BLOB PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL)"
              " STRICT, WITHOUT ROWID",
              "CREATE TABLE entries(school BLOB NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, year INTEGER, salt BLOB,"
              " content BLOB, expires INTEGER, PRIMARY KEY(school, idx)) STRICT, WITHOUT ROWID",
              "CREATE INDEX entries_by_deadline ON entries(expires) WHERE expires IS NOT NULL", "PRAGMA user_version=1"})
            database.run(sql);
        const store::Value school = store::cell(a_school);
        for (std::int64_t index = 0; index < 300; ++index) {
            const auto leaf = audit::leaf(as_bytes(std::to_string(index)));
            old.append(leaf);
            database.run("INSERT INTO entries VALUES(?, ?, ?, 2026, x'00', x'00', 1)", {school, index, store::cell(leaf)});
        }
        database.run("INSERT INTO heads VALUES(?, 300, ?, ?)", {school, store::cell(old.root()), old.bytes()});
    }
    test.reopen();
    CHECK(must(test.stores.trail->head(a_school)).root == old.root());
    CHECK_FALSE(must(test.stores.trail->read(a_school, 0, 1)).front().entry);
    CHECK(must(test.stores.trail->append(a_school, line(tuesday, 1))) == 300);
    const audit::Subtree subtree = [&](unsigned level, std::uint64_t number) {
        return test.stores.notary->subtree(a_school, level, number);
    };
    CHECK(must(audit::root(301, subtree)) == must(test.stores.trail->head(a_school)).root);
}
