// store: when a school ends, is everything of it gone from every file and under every key, and nothing of another? Also when the process
// is killed in the middle (killed.hpp).

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "killed.hpp"
#include "monitor/audit/checkpoint.hpp"
#include "store/schema.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

roster::Snapshot wilg() {
    auto snapshot = regenboog();
    snapshot.brin = "88YY";
    snapshot.school_name = "De Wilg";
    snapshot.pupils = {pupil_line("q1", "Oscar W.", "oscar.w"), pupil_line("q2", "Fleur D.", "fleur.d", {"6b"})};
    snapshot.staff = {staff_line("t1", "Piet Bakker", "piet.bakker")};
    snapshot.staff[0].account->object = Personal<std::string>{"object-piet"};
    return snapshot;
}

/// Two schools on one server, each with people, an account, devices, sessions and a log.
struct TwoSchools : StoreOfTest {
    SchoolId other{};
    std::vector<identity::SessionToken> tokens{};

    TwoSchools() {
        other = must(stores.rosters->apply(wilg())).school;
        fill(other, "piet.bakker", "oscar.w");
        apply(regenboog());
        fill(school, "anouk.devries", "sanne.b");
    }
    void fill(SchoolId at, const std::string& member, const char* user) {
        const auto roll = must(stores.people->roll(at));
        const auto who = std::ranges::find(roll->staff, school::Name{member}, &school::Staff::user)->id;
        const identity::Session session{
            .school = at, .staff = who, .address = Personal<std::string>{"192.0.2.77"}, .browser = "Firefox"};
        tokens.push_back(must(stores.sessions->begin(session, 10h)));
        const auto secret = must(stores.enrolments->offer({at, roll->sites[0].id, 2, 1h}));
        must(stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar", Personal<std::string>{user}));
        must(stores.rights->grant(at, who, school::Duty::school_admin));
        must(stores.restrictions->record(at, roll->pupils[0].id, school::Against::objection));
        for (int at_line = 0; at_line < 5; ++at_line) {
            const auto kept = stores.trail->append(at, {.at = clock.now(), .act = audit::Act::look_began,
                                                        .actor = {audit::ActorKind::staff, who, {}},
                                                        .pupil = roll->pupils[0].id, .address = Personal<std::string>{"192.0.2.77"}});
            REQUIRE(kept);
        }
    }
    store::Ended end() {
        const auto head = must(stores.trail->head(school));
        return must(stores.endings->end(school, {.asked = std::chrono::sys_days{std::chrono::year{2026} / 8 / 31},
                                                 .asked_by = school::Duty::board_admin,
                                                 .lines = head.size,
                                                 .root = head.root,
                                                 .checkpoint = must(stores.notary->sign(school))}));
    }
    /// All that the ports tell of the other school.
    std::string told() {
        std::string all;
        const auto roll = must(stores.people->roll(other));
        all += fmt::format("{} {} {} {}\n", roll->school.name, roll->school.brin, roll->revision, roll->sites.size());
        for (const auto& pupil : roll->pupils)
            all += fmt::format("{} {} {} {} {}\n", pupil.id.text(), pupil.name.reveal(Purpose::operate),
                               pupil.user.reveal(Purpose::operate), pupil.groups.size(), pupil.against.size());
        for (const auto& member : roll->staff) {
            all += fmt::format("{} {} {}\n", member.id.text(), member.name.reveal(Purpose::operate), member.duties.size());
            for (const auto& session : must(stores.sessions->of(other, member.id)))
                all += fmt::format("{} {}\n", session.id.text(), session.address.reveal(Purpose::operate));
        }
        for (const auto& device : must(stores.devices->of(other)))
            all += fmt::format("{} {} {}\n", device.id.text(), device.label, device.fixed_user.reveal(Purpose::operate));
        const auto head = must(stores.trail->head(other));
        all += fmt::format("{} {}\n", head.size, hex(head.root));
        for (const auto& line : must(stores.trail->read(other, 0, 1000)))
            all += fmt::format("{} {} {}\n", line.index, hex(line.leaf), line.entry->address.reveal(Purpose::operate));
        return all;
    }
    void every_file(const std::function<void(const std::filesystem::path&, const std::string&)>& look) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{directory.path()})
            if (entry.is_regular_file()) look(entry.path(), content(entry.path()));
    }
    std::set<std::string> sealed_of(SchoolId at) {
        std::set<std::string> all;
        Inside people{options(), store::File::people}, audit{options().directory / "audit.db"};
        const auto add = [&](store::Database& db, const std::string& sql) {
            for (const auto& row : db.rows(sql, {store::cell(at)})) all.emplace(as_text(row.bytes(0)));
        };
        for (const auto* sql : {"SELECT name FROM pupils WHERE school=?", "SELECT user FROM pupils WHERE school=?",
                                "SELECT name FROM staff WHERE school=?", "SELECT address FROM sessions WHERE school=?",
                                "SELECT fixed_user FROM devices WHERE school=?"})
            add(people, sql);
        add(audit, "SELECT lasting FROM entries WHERE school=?");
        add(audit, "SELECT personal FROM entries WHERE school=?");
        return all;
    }
};

}  // namespace

TEST_CASE("the child that ends a school", "[.killed-ending]") {
    Killed child;
    CHECK(child.stores.endings->end(*SchoolId::from_text(child.word), {}));
}

TEST_CASE("a process that is killed at any write while a school ends has ended nothing, or the next sweep ends it all", "[files][store]") {
    int kills{}, whole{}, gone{};
    for (int write = 1;; write += stride(7)) {
        REQUIRE(write < 5'000);
        TwoSchools test;
        const auto before = test.told();
        test.stores = {};
        const auto end = end_at_write("[.killed-ending]", test.directory.path(), test.school.text(), write);
        REQUIRE(end != End::failed);
        kills += end == End::killed ? 1 : 0;
        test.reopen();
        must(store::sweep(test.stores, test.clock.now()));
        CHECK(test.told() == before);
        const auto ended = must(test.stores.endings->ended("99XX"));
        ++(ended ? gone : whole);
        if (!ended) CHECK(test.roll()->pupils.size() == 3);
        if (!ended) CHECK(must(test.stores.trail->head(test.school)).size == 5);
        if (ended) {
            CHECK(ended->finished == store::Finished::yes);
            CHECK(must(test.stores.trail->head(test.school)).size == 0);
            test.every_file([&](const auto& path, const std::string& bytes) {
                INFO(path);
                if (path.filename() == "keys") CHECK(bytes.find(test.school.text()) == std::string::npos);
                for (const auto* name : {"Sanne", "sanne.b", "Anouk"}) CHECK(bytes.find(name) == std::string::npos);
            });
        }
        if (end == End::finished) break;
    }
    std::cout << fmt::format("killed {} times while a school ended: {} times nothing had gone, {} times the next sweep finished it\n",
                             kills, whole, gone);
    CHECK(kills > 5);
    CHECK(whole > 0);
    CHECK(gone > 1);
}

TEST_CASE("when a school ends, the other school on the server is as it was, through every port", "[store]") {
    TwoSchools test;
    const auto before = test.told();
    REQUIRE(before.size() > 500);
    test.end();
    CHECK(test.told() == before);
    CHECK(must(test.stores.sessions->find(test.tokens[0], 60min)));
    test.reopen();
    CHECK(test.told() == before);
}

TEST_CASE("when a school ends, no row of any table is left of it but the one that says so", "[store]") {
    TwoSchools test;
    must(test.stores.notary->sign(test.school));
    const auto announced = must(test.stores.endings->holdings(test.school));
    const auto ended = test.end();
    CHECK(ended.finished == store::Finished::yes);
    CHECK(ended.brin == "99XX");
    CHECK(ended.name == "De Regenboog");
    CHECK(ended.keys > 0);
    CHECK(ended.ending.lines == 5);
    CHECK(ended.ending.asked_by == school::Duty::board_admin);
    CHECK(ended.rows == announced);
    CHECK(std::ranges::find(ended.rows, store::Counted{retention::Kind::pupil, 3}) != ended.rows.end());
    CHECK(test.stores.people->roll(test.school).error().remedy == Remedy::not_found);
    CHECK_FALSE(must(test.stores.sessions->find(test.tokens[1], 60min)));
    CHECK(must(test.stores.trail->head(test.school)).size == 0);
    for (const auto where : {store::File::people, store::File::audit}) {
        Inside file{test.options(), where};
        std::int64_t rows{};
        for (const auto& column : store::columns(file)) {
            if (column.kind != "BLOB") continue;
            const auto found = file.number(fmt::format("SELECT count(*) FROM \"{}\" WHERE \"{}\"=?", column.table, column.name),
                                           {store::cell(test.school)});
            INFO(column.table << "." << column.name);
            CHECK((found == 0 || column.table == "ended"));
            rows += found;
        }
        CHECK(rows == 1);
    }
}

TEST_CASE("when a school ends, no name of it and nothing it sealed is in any file, and none of its keys is left", "[files][store]") {
    TwoSchools test;
    const auto sealed = test.sealed_of(test.school);
    REQUIRE(sealed.size() > 15);
    std::size_t before{};
    test.every_file([&](const auto&, const std::string& bytes) {
        for (const auto& value : sealed) before += bytes.find(value) != std::string::npos ? 1 : 0;
    });
    CHECK(before >= sealed.size());  // the test can see them
    test.end();
    CHECK(std::filesystem::file_size(test.options().directory / "people.db-wal") == 0);
    CHECK(std::filesystem::file_size(test.options().directory / "audit.db-wal") == 0);
    test.every_file([&](const auto& path, const std::string& bytes) {
        INFO(path);
        for (const auto& value : sealed) CHECK(bytes.find(value) == std::string::npos);
        for (const auto* name : {"Sanne", "sanne.b", "Timote", "Noortje", "Anouk", "anouk.devries", "192.0.2.77"})
            CHECK(bytes.find(name) == std::string::npos);
        if (path.filename() == "keys") CHECK(bytes.find(test.school.text()) == std::string::npos);
    });
}

TEST_CASE("a school that ended does not come back with an import or a directory, only when somebody says so", "[store]") {
    TwoSchools test;
    test.end();
    CHECK(test.stores.rosters->apply(regenboog()).error().remedy == Remedy::ask_operator);
    CHECK(test.stores.schools->keep({.name = "99XX", .brin = "99XX"}, "Hoofdlocatie").error().remedy == Remedy::ask_operator);
    const audit::Entry late{.at = test.clock.now(), .act = audit::Act::look_ended};
    CHECK(test.stores.trail->append(test.school, late).error().remedy == Remedy::not_found);
    CHECK(test.stores.trail->append(test.other, late));
    CHECK(must(test.stores.endings->ended("99XX")));
    CHECK_FALSE(must(test.stores.endings->ended("88YY")));
    must(test.stores.endings->begin_again(test.school));
    CHECK_FALSE(must(test.stores.endings->ended("99XX")));
    CHECK(test.apply(regenboog()).pupils.added == 3);
    CHECK(test.stores.trail->append(test.school, late) == 0);
}

TEST_CASE("what was left of a school that ended goes with the next sweep: rows of an older backup, and keys", "[files][store]") {
    TwoSchools test;
    const auto copy = test.directory.path() / "audit-before.db";
    test.stores = {};
    std::filesystem::copy_file(test.options().directory / "audit.db", copy);
    test.reopen();
    test.end();
    test.stores = {};
    std::filesystem::copy_file(copy, test.options().directory / "audit.db", std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(copy);
    test.reopen();
    must(test.stores.keys->key("people/" + test.school.text() + "/2026"));
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(must(test.stores.trail->head(test.school)).size == 0);
    CHECK(must(test.stores.trail->head(test.other)).size == 5);
    CHECK(test.stores.keys->existing("people/" + test.school.text() + "/2026").error().remedy == Remedy::not_found);
}

TEST_CASE("a stranger does not end, and who ended does not end twice", "[store]") {
    TwoSchools test;
    CHECK(test.stores.endings->holdings(SchoolId{}).error().remedy == Remedy::not_found);
    CHECK(test.stores.endings->end(SchoolId{}, {}).error().remedy == Remedy::not_found);
    test.end();
    CHECK(test.stores.endings->end(test.school, {}).error().remedy == Remedy::not_found);
    CHECK(test.stores.endings->begin_again(test.other).error().remedy == Remedy::not_found);
}
