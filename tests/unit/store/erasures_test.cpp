// store: is what a connection loaded gone at once, from every file and under every key, and does what must stay still open?

#include <fstream>
#include <iterator>

#include "contract/erasures_contract.hpp"
#include "monitor/retention/catalogue.hpp"
#include "monitor/seal/box.hpp"
#include "store/keys.hpp"
#include "store/reseal.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Connected;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// Every sealed value in people.db, with the place it is bound to.
struct Kept {
    Bytes sealed, place;
};
std::vector<Kept> sealed_values(store::Database& database, SchoolId school) {
    std::vector<Kept> all;
    for (const auto& [table, column, row] : {std::tuple{"pupils", "name", "id"},
                                             {"pupils", "user", "id"},
                                             {"staff", "name", "id"},
                                             {"staff", "user", "id"},
                                             {"accounts", "user", "id"},
                                             {"devices", "fixed_user", "id"},
                                             {"sessions", "address", "id"},
                                             {"held", "content", "id"},
                                             {"directories", "resume", "school"}}) {
        const auto text = std::string{"SELECT "} + row + ", " + column + " FROM " + table + " WHERE " + column + " IS NOT NULL";
        for (const auto& line : database.rows(text))
            all.push_back({line.bytes(1), store::place(std::string{"people."} + table + "." + column, school, line.bytes(0))});
    }
    return all;
}

// A school with a directory, an administrator who is linked by it, devices, sessions and an import that waits.
struct FullSchool : StoreOfTest {
    StaffId anouk, kees;
    identity::SessionToken anouks{""}, keess{""};
    Personal<std::string> offered{};

    FullSchool() {
        auto snapshot = regenboog();
        for (auto& member : snapshot.staff) member.account.reset();
        for (int at = 0; at < 20; ++at)
            snapshot.pupils.push_back(pupil_line("k" + std::to_string(at), "Kind K.", "kind." + std::to_string(at)));
        apply(snapshot);
        must(stores.directories->apply(school, round_of(regenboog_accounts())));
        anouk = staff_of("anouk"), kees = staff_of("kees");
        must(stores.rights->grant(school, anouk, school::Duty::school_admin));
        must(stores.rights->replace(school, anouk, roll()->groups[0].id, school::StandIn::ill));
        anouks = must(stores.sessions->begin(
            {.school = school, .staff = anouk, .address = Personal<std::string>{"192.0.2.7"}, .browser = "Firefox"}, 10h));
        keess = must(stores.sessions->begin({.school = school, .staff = kees, .browser = "Firefox"}, 10h));
        offered = must(stores.enrolments->offer({school, site("Hoofdgebouw"), 9, 1h}));
        enrol("sanne.b");
        enrol("");
        auto few = snapshot;
        few.pupils.clear();
        CHECK(must(stores.rosters->apply(few)).fate == store::Fate::held_for_consent);
        auto later = snapshot;
        later.year = next_year;
        CHECK(must(stores.rosters->apply(later)).fate == store::Fate::waits_for_year);
    }
    void enrol(const char* user) {
        must(stores.enrolments->redeem(offered, seal::SigningKey::make().public_key(), "kar", Personal<std::string>{user}));
    }
    StaffId staff_of(const std::string& begin) {
        const auto whole = roll();
        for (const auto& member : whole->staff)
            if (member.user.reveal(Purpose::match_account).starts_with(begin)) return member.id;
        FAIL("nobody begins with " << begin);
        return {};
    }
};

}  // namespace

TEST_CASE("erasing what the roster loaded leaves no pupil, group or import, and nobody without a duty", "[store]") {
    FullSchool test;
    contract::erasures(*test.stores.erasures, test.school);
    const auto roll = test.roll();
    CHECK(roll->pupils.empty());
    CHECK(roll->groups.empty());
    CHECK(roll->sites.size() == 2);
    REQUIRE(roll->staff.size() == 1);
    CHECK(roll->staff[0].id == test.anouk);
    CHECK(roll->staff[0].name == school::Name{"Anouk de Vries"});
    CHECK(must(test.stores.rosters->held(test.school)).empty());
    CHECK(must(test.stores.directories->open_links(test.school)).empty());
}

TEST_CASE("whoever holds a duty stays signed in and can sign in after an erasure, the others are out", "[store]") {
    FullSchool test;
    must(test.stores.erasures->erase(test.school, Connected::roster));
    const auto session = must(test.stores.sessions->find(test.anouks, 60min));
    REQUIRE(session);
    CHECK(session->address == Personal<std::string>{"192.0.2.7"});
    CHECK_FALSE(must(test.stores.sessions->find(test.keess, 60min)));
    const auto accounts = regenboog_accounts();
    std::size_t known{};
    for (const auto& account : accounts) known += must(test.stores.people->staff("tenant-1", account.object)) ? 1 : 0;
    CHECK(known == 1);
    const auto devices = must(test.stores.devices->of(test.school));
    REQUIRE(devices.size() == 1);
    CHECK(devices[0].fixed_user == Personal<std::string>{""});
}

TEST_CASE("no erased name is in any file of the store, nor opens with any key that is left", "[files][store]") {
    FullSchool test;
    std::vector<Kept> before;
    {
        Inside copy{test.options(), store::File::people};
        before = sealed_values(copy, test.school);
    }
    REQUIRE(before.size() > 15);
    const auto openable = [&](std::int64_t generations) {
        std::size_t opened{};
        for (const auto year : {this_year, next_year}) {
            for (std::int64_t at = 0; at < generations; ++at) {
                const auto key = test.stores.keys->existing(store::people_key(test.school, year, at));
                if (!key) continue;
                for (const auto& value : before) opened += seal::open(*key, value.sealed, value.place) ? 1 : 0;
            }
        }
        return opened;
    };
    CHECK(openable(4) == before.size());
    must(test.stores.erasures->erase(test.school, Connected::roster));
    CHECK(openable(4) == 0);
    CHECK(std::filesystem::file_size(test.options().directory / "people.db-wal") == 0);
    // What was sealed stands in no file any more either, and what stays was sealed anew.
    for (const auto& entry : std::filesystem::recursive_directory_iterator{test.directory.path()}) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = content(entry.path());
        for (const auto& value : before) CHECK(bytes.find(as_text(value.sealed)) == std::string::npos);
        for (const auto* name : {"Sanne", "sanne.b", "Timote", "tim.v", "Noortje", "Kees", "kees.jansen"})
            CHECK(bytes.find(name) == std::string::npos);
    }
    test.reopen();
    CHECK(test.roll()->staff.at(0).name == school::Name{"Anouk de Vries"});
    CHECK(openable(4) == 0);
}

TEST_CASE("an erasure is heard at once, switches the connection off, and a second one takes nothing more", "[store]") {
    FullSchool test;
    int heard{};
    test.stores.changes->tell([&] { ++heard; });
    const auto revision = test.revision();
    must(test.stores.erasures->erase(test.school, Connected::roster));
    CHECK(heard == 1);
    CHECK(test.revision() > revision);
    CHECK(test.stores.rosters->apply(regenboog()).error().remedy == Remedy::ask_operator);
    const auto again = must(test.stores.erasures->erase(test.school, Connected::roster));
    CHECK(again.pupils + again.staff + again.groups + again.accounts + again.devices + again.waiting == 0);
    CHECK(again.staff_kept == 1);
    test.stores.changes->tell({});
}

TEST_CASE("after an erasure a school may begin anew, and changes of what is gone are refused", "[store]") {
    FullSchool test;
    must(test.stores.erasures->erase(test.school, Connected::roster));
    CHECK(must(test.stores.directories->state(test.school))->resume.empty());
    CHECK(test.stores.directories->apply(test.school, round_of({}, store::Extent::changes)).error().remedy == Remedy::conflict);
    must(test.stores.schools->turn(test.school, Connected::roster, store::Switch::on));
    auto snapshot = regenboog();
    for (auto& member : snapshot.staff) member.account.reset();
    test.apply(snapshot);
    must(test.stores.directories->apply(test.school, round_of(regenboog_accounts())));
    CHECK(must(test.stores.directories->state(test.school))->linked == 6);
    CHECK(test.roll()->pupils.size() == 3);
    CHECK(must(test.stores.erasures->loaded(test.school, Connected::roster)).pupils == 3);
}

TEST_CASE("erasing what the directory loaded takes accounts and links, and the people stay readable", "[store]") {
    FullSchool test;
    const auto gone = must(test.stores.erasures->erase(test.school, Connected::directory));
    CHECK(gone.accounts == 6);
    CHECK(store::erased(Connected::directory, gone) == "directory off, erased: 6 accounts");
    CHECK_FALSE(must(test.stores.directories->state(test.school)));
    const auto roll = test.roll();
    CHECK(roll->pupils.size() == 23);
    CHECK(roll->staff.size() == 3);
    CHECK(must(test.stores.rosters->held(test.school)).size() == 2);
    CHECK_FALSE(must(test.stores.sessions->find(test.anouks, 60min)));
    CHECK(test.stores.directories->apply(test.school, round_of(regenboog_accounts())).error().remedy == Remedy::ask_operator);
}

TEST_CASE("keys that an erasure could not destroy any more go with the next sweep", "[store]") {
    FullSchool test;
    must(test.stores.erasures->erase(test.school, Connected::roster));
    const auto old = store::people_key(test.school, this_year);
    must(test.stores.keys->key(old));  // as an older key file brings it back
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.stores.keys->existing(old).error().remedy == Remedy::not_found);
    CHECK(test.stores.keys->existing(store::people_key(test.school, this_year, 1)));
    const auto end = school::ends(this_year);
    test.clock.jump(end - tuesday);
    must(store::sweep(test.stores, end));
    CHECK(test.stores.keys->existing(store::people_key(test.school, this_year, 1)).error().remedy == Remedy::not_found);
}

TEST_CASE("whatever is sealed in people.db gets new keys with an erasure", "[store]") {
    for (const auto& field : retention::catalogue()) {
        if (field.keeping != retention::Keeping::sealed || !field.table.starts_with("people.")) continue;
        INFO(field.table << "." << field.column);
        CHECK(store::reseals(field.table.substr(7), field.column));
    }
}
