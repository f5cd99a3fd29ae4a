// store: what waits, what a school set itself, and what of a person ever reaches a file?

#include <algorithm>
#include <fstream>
#include <iterator>

#include "store/keys.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Fate;

namespace {

std::filesystem::path people_file(const StoreOfTest& test) {
    return test.options().directory / "people.db";
}
roster::Snapshot crowd(int pupils, school::SchoolYear year = this_year) {
    auto snapshot = regenboog(year);
    for (int number = 0; number < pupils; ++number) {
        const auto key = "k" + std::to_string(number);
        snapshot.pupils.push_back(pupil_line(key, "Noor " + key, "user." + key));
    }
    return snapshot;
}
store::Held waiting(StoreOfTest& test) {
    const auto held = must(test.stores.rosters->held(test.school));
    REQUIRE(held.size() == 1);
    return held[0];
}

std::string leak(StoreOfTest& test, const std::vector<std::string>& canaries) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{test.directory.path()}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        for (const auto& canary : canaries)
            if (bytes.find(canary) != std::string::npos) return entry.path().filename().string() + " holds " + canary;
    }
    return {};
}

}  // namespace

TEST_CASE("what is held changes nobody, and confirmed it does what it said", "[store][imports]") {
    StoreOfTest test;
    test.apply(crowd(20));
    const auto before = test.roll();
    auto few = crowd(3);
    CHECK(test.apply(few).fate == Fate::held_for_consent);
    const auto after = test.roll();
    CHECK(after->pupils.size() == before->pupils.size());
    CHECK(after->directory_read == before->directory_read);
    test.reopen();
    const auto read = waiting(test).since;
    test.clock.advance(20h);
    CHECK(must(test.stores.rosters->confirm(test.school, waiting(test).id)).pupils.removed == 17);
    CHECK(test.roll()->pupils.size() == 6);
    CHECK(test.roll()->directory_read == read);  // a yes makes it no newer
    CHECK(must(test.stores.rosters->held(test.school)).empty());
}

TEST_CASE("staff who would go are asked about as well", "[store][imports]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    for (int number = 0; number < 9; ++number) {
        const auto key = "t" + std::to_string(number);
        snapshot.staff.push_back(staff_line(key, "Kim " + key, key));
    }
    test.apply(snapshot);
    CHECK(test.apply(regenboog()).fate == Fate::held_for_consent);
}

TEST_CASE("the next year's import comes into force on the first of August, with links, and nobody else stays",
          "[store][imports]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    for (auto& member : snapshot.staff) member.account.reset();
    test.apply(snapshot);
    must(test.stores.directories->apply(test.school, round_of(regenboog_accounts())));
    const Instant end = school::ends(this_year);
    test.clock.jump(end - 24h - test.clock.now());
    auto next = snapshot;
    next.year = next_year;
    next.pupils.erase(next.pupils.begin() + 2);
    next.pupils.push_back(pupil_line("p4", "Daan W.", "daan.w"));
    CHECK(test.apply(next).fate == Fate::waits_for_year);
    CHECK(waiting(test).year == next_year);
    test.clock.jump(24h);
    CHECK(test.roll()->pupils.empty());

    SECTION("by the sweep") {
        must(store::sweep(test.stores, test.clock.now()));
        CHECK(must(test.stores.rosters->held(test.school)).empty());
        CHECK(test.stores.keys->existing(store::people_key(test.school, this_year)).error().remedy == Remedy::not_found);
    }
    SECTION("or by the next import, if that comes first") {
        const auto applied = test.apply(next);
        CHECK(persons(applied) == roster::Tally{.unchanged = 6});
        CHECK(applied.linked == 5);
    }
    const auto roll = test.roll();
    CHECK(roll->pupils.size() == 3);
    CHECK(std::ranges::count(roll->pupils, school::Name{"sanne.b@school.example"}, &school::Pupil::user) == 1);
    CHECK(std::ranges::count(roll->pupils, school::Name{"Noortje K."}, &school::Pupil::name) == 0);
    CHECK(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
    const auto state = must(test.stores.directories->state(test.school));
    CHECK(state->linked == 5);
    CHECK(state->resume.empty());  // the others went with the old year: everything is read again
}

TEST_CASE("a school whose first import is of the next year is there, and empty until August", "[store][imports]") {
    StoreOfTest test;
    CHECK(test.apply(regenboog(next_year)).fate == Fate::waits_for_year);
    CHECK(test.roll()->pupils.empty());
    test.clock.jump(school::ends(this_year) - test.clock.now());
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.roll()->pupils.size() == 3);
}

TEST_CASE("what waits longer than it may is gone, with its key", "[store][imports]") {
    StoreOfTest test;
    test.apply(regenboog(next_year));
    const Instant end = school::ends(this_year);
    CHECK(waiting(test).expires == end + 7 * 24h);
    test.clock.jump(end + 7 * 24h - test.clock.now());
    CHECK(must(test.stores.rosters->held(test.school)).empty());
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(Inside{test.options(), store::File::people}.number("SELECT count(*) FROM held") == 0);
    CHECK(test.roll()->pupils.empty());
}

TEST_CASE("an account that only a former year knew is not found by name after the summer", "[store][imports]") {
    StoreOfTest test;
    auto round = round_of({account_line("o-1", "jan.bos@school.example", roster::Role::pupil)});
    round.rules = {*roster::link_rule("name {first}.{surname}")};
    const auto jan = [](const std::string& key, school::SchoolYear year) {
        auto snapshot = regenboog(year);
        snapshot.pupils = {pupil_line(key, "Jan B.", "")};
        snapshot.pupils[0].clues.first = Personal<std::string>{"Jan"};
        snapshot.pupils[0].clues.surname = Personal<std::string>{"Bos"};
        snapshot.staff.clear();
        return snapshot;
    };
    test.apply(jan("old", this_year));
    must(test.stores.directories->apply(test.school, round));
    CHECK(test.apply(jan("old", this_year)).linked == 1);
    test.clock.jump(school::ends(this_year) - test.clock.now());
    must(store::sweep(test.stores, test.clock.now()));
    test.apply(jan("new", next_year));
    CHECK(must(test.stores.directories->apply(test.school, round)).linked == 0);
    CHECK(test.apply(jan("new", next_year)).linked == 0);
    round.extent = store::Extent::changes;
    round.accounts = {account_line("o-2", "jan.bos@school.example", roster::Role::pupil)};
    CHECK(must(test.stores.directories->apply(test.school, round)).linked == 1);  // made since
}

TEST_CASE("a school that switched its roster off takes nothing in, and what waited is gone", "[store][imports]") {
    StoreOfTest test;
    test.apply(crowd(20));
    test.apply(regenboog());
    const auto held = waiting(test);
    must(test.stores.schools->turn(test.school, store::Connected::roster, store::Switch::off));
    CHECK(must(test.stores.rosters->held(test.school)).empty());
    const auto refused = test.stores.rosters->apply(crowd(20));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().remedy == Remedy::ask_operator);
    CHECK(refused.error().place == "connection: switched off by the school");
    CHECK(test.stores.rosters->confirm(test.school, held.id).error().remedy == Remedy::not_found);
    CHECK(test.roll()->pupils.size() == 23);
    CHECK(must(test.stores.directories->apply(test.school, round_of({}))).added == 0);
    must(test.stores.schools->turn(test.school, store::Connected::directory, store::Switch::off));
    CHECK(test.stores.directories->apply(test.school, round_of({})).error().remedy == Remedy::ask_operator);
    must(test.stores.schools->turn(test.school, store::Connected::roster, store::Switch::on));
    CHECK(test.apply(crowd(20)).fate == Fate::applied);
}

TEST_CASE("networks and hours that an import does not have stay as the school set them", "[store][imports]") {
    StoreOfTest test;
    test.school = must(test.stores.schools->keep({.name = "De Regenboog", .brin = "99XX"}, "School"));
    auto site = test.roll()->sites.at(0);
    site.networks = {*school::Network::from_text("10.9.0.0/16")};
    site.hours.week[1] = {{8h, 15h}};
    must(test.stores.schools->set(test.school, site));
    auto snapshot = regenboog();
    snapshot.sites = {{.key = "00", .name = "Hoofdlocatie"}};
    for (auto& group : snapshot.groups) group.site = "00";
    for (int turn = 0; turn < 2; ++turn) {
        test.apply(snapshot);
        const auto roll = test.roll();
        REQUIRE(roll->sites.size() == 1);
        CHECK(roll->sites[0].id == site.id);
        CHECK(roll->sites[0].name == "Hoofdlocatie");
        CHECK(roll->sites[0].networks == site.networks);
        CHECK(roll->sites[0].hours == site.hours);
        CHECK(roll->groups[0].site == site.id);
    }
    snapshot.sites.push_back({.key = "01", .name = "Noord", .networks = {*school::Network::from_text("10.8.0.0/16")}});
    test.apply(snapshot);
    CHECK(test.roll()->sites.size() == 2);
    snapshot.sites.pop_back();
    test.apply(snapshot);
    CHECK(test.roll()->sites.size() == 1);
}

TEST_CASE("a dummy key names nobody without the name", "[store][imports]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    snapshot.pupils[0].key = roster::Key{"#1"};
    snapshot.pupils[1].key = roster::Key{"#2"};
    test.apply(snapshot);
    CHECK(test.apply(snapshot).pupils == roster::Tally{.unchanged = 3});
    std::swap(snapshot.pupils[0].key, snapshot.pupils[1].key);
    CHECK(test.apply(snapshot).pupils == roster::Tally{.added = 2, .removed = 2, .unchanged = 1});
}

TEST_CASE("no surname, address, number or key of anybody reaches a file, applied, held or linked", "[files][store][imports]") {
    const std::vector<std::string> canaries{"Bakkersma",     "bakkersma",  "Sanne",      "sanne@thuis",
                                            "thuis.example", "70112233",   "K-4455667",  "Vreugdenhil",
                                            "o-canary",      "deltatoken", "upn-canary", "anouk.devries"};
    StoreOfTest test;
    auto snapshot = crowd(30);
    auto& sanne = snapshot.pupils[0];
    sanne.key = roster::Key{"K-4455667"};
    sanne.clues = {.first = Personal<std::string>{"Sanne"},
                   .surname = Personal<std::string>{"Bakkersma"},
                   .email = Personal<std::string>{"sanne@thuis.example"},
                   .number = Personal<std::string>{"70112233"}};
    snapshot.staff[0].clues.surname = Personal<std::string>{"Vreugdenhil"};
    snapshot.staff[0].account.reset();
    test.apply(snapshot);
    CHECK(leak(test, canaries) == "");
    auto account = account_line("o-canary", "upn-canary@school.example", roster::Role::pupil);
    account.first = Personal<std::string>{"Sanne"};
    account.surname = Personal<std::string>{"Bakkersma"};
    account.email = Personal<std::string>{"sanne@thuis.example"};
    account.number = Personal<std::string>{"7"};
    const auto doubtful = must(test.stores.directories->apply(test.school, round_of({account})));
    CHECK(doubtful.doubtful == 1);
    CHECK(leak(test, canaries) == "");
    auto few = snapshot;
    few.pupils.resize(3);
    CHECK(test.apply(few).fate == Fate::held_for_consent);
    few.year = next_year;
    CHECK(test.apply(few).fate == Fate::waits_for_year);
    CHECK(leak(test, canaries) == "");
    account.number = Personal<std::string>{"70112233"};
    CHECK(must(test.stores.directories->apply(test.school, round_of({account}))).linked == 1);
    CHECK(leak(test, canaries) == "");
    must(store::sweep(test.stores, test.clock.now()));
    test.stores = {};
    CHECK(leak(test, canaries) == "");
    CHECK(leak(test, {"Hoofdgebouw"}) != "");
}

TEST_CASE("a file of the first schema is brought forward with everybody in it", "[files][store][imports]") {
    StoreOfTest test;
    test.apply(regenboog());
    test.stores = {};
    {
        Inside first{people_file(test)};
        for (const char* statement : {"DROP TABLE support_permissions",
                                      "DROP TABLE quarantine",
                                      "DROP TABLE codes",
                                      "DROP TABLE sittings",
                                      "DROP TABLE ended",
                                      "DROP TABLE kept_out",
                                      "DROP TABLE shorter_terms",
                                      "ALTER TABLE schools DROP COLUMN published",
                                      "DROP TABLE lesson_groups",
                                      "DROP TABLE lessons",
                                      "DROP TABLE against",
                                      "DROP VIEW holding",
                                      "DROP TABLE account_duties",
                                      "DROP TABLE spent_accounts",
                                      "ALTER TABLE schools DROP COLUMN board",
                                      "DROP TABLE boards",
                                      "DROP VIEW working",
                                      "DROP INDEX staff_by_second",
                                      "ALTER TABLE staff DROP COLUMN second_lookup",
                                      "DROP INDEX pupils_by_account",
                                      "ALTER TABLE pupils DROP COLUMN account_lookup",
                                      "ALTER TABLE staff DROP COLUMN account_named",
                                      "ALTER TABLE sites DROP COLUMN source",
                                      "DROP TABLE directories",
                                      "DROP TABLE accounts",
                                      "DROP TABLE link_keys",
                                      "DROP TABLE held",
                                      "DROP TABLE connections",
                                      "DROP TABLE duties",
                                      "DROP TABLE replacements",
                                      "DROP TABLE invitations",
                                      "ALTER TABLE terms DROP COLUMN generation",
                                      "ALTER TABLE groups DROP COLUMN kind",
                                      "ALTER TABLE enrolments DROP COLUMN id",
                                      "ALTER TABLE devices DROP COLUMN copied_at",
                                      "PRAGMA user_version=1"}) {
            first.run(statement);
        }
    }
    test.reopen();
    CHECK(test.roll()->pupils.size() == 3);
    CHECK(test.roll()->sites.size() == 2);
    CHECK(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
    CHECK(persons(test.apply(regenboog())) == roster::Tally{.unchanged = 6});
    CHECK(test.roll()->sites.size() == 2);
}
