// store: is one person found whole, and gone whole, and does what is wrong about them get right?

#include <fstream>
#include <iterator>
#include <set>

#include "monitor/retention/catalogue.hpp"
#include "store/person_rows.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Person;
using store::Return;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// A school with a directory, a pupil with a device and an objection, a colleague with a duty and a session, and an import that waits.
struct OnePerson : StoreOfTest {
    PupilId sanne;
    StaffId anouk;
    std::optional<identity::SessionToken> token{};

    OnePerson() {
        apply(told());
        must(stores.directories->apply(school, round_of(regenboog_accounts())));
        sanne = pupil("Sanne B.");
        anouk = member("Anouk de Vries");
        must(stores.restrictions->record(school, sanne, school::Against::objection));
        must(stores.rights->grant(school, anouk, school::Duty::school_admin));
        token = must(stores.sessions->begin(
            {.school = school, .staff = anouk, .address = Personal<std::string>{"192.0.2.7"}, .browser = "Firefox"}, 10h));
        enrol("sanne.b");
        enrol("tim.v");
        auto later = told();
        later.year = next_year;
        CHECK(must(stores.rosters->apply(later)).fate == store::Fate::waits_for_year);
    }
    static roster::Snapshot told() {
        auto snapshot = regenboog();
        for (auto& member : snapshot.staff) member.account.reset();
        return snapshot;
    }
    void enrol(const char* user) {
        const auto secret = must(stores.enrolments->offer({school, site("Hoofdgebouw"), 2, 1h}));
        must(stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar", Personal<std::string>{user}));
    }
    PupilId pupil(const std::string& name) {
        const auto whole = roll();
        const auto at = std::ranges::find(whole->pupils, school::Name{name}, &school::Pupil::name);
        REQUIRE(at != whole->pupils.end());
        return at->id;
    }
    StaffId member(const std::string& name) {
        const auto whole = roll();
        const auto at = std::ranges::find(whole->staff, school::Name{name}, &school::Staff::name);
        REQUIRE(at != whole->staff.end());
        return at->id;
    }
    bool there(const std::string& name) {
        const auto whole = roll();
        const auto is = [&](const auto& one) { return one.name == school::Name{name}; };
        return std::ranges::any_of(whole->pupils, is) || std::ranges::any_of(whole->staff, is);
    }
    std::set<std::string> tables_about(Person person) {
        std::set<std::string> all;
        for (const auto& cell : must(stores.persons->about(school, person))) all.emplace(cell.field->table);
        return all;
    }
};

}  // namespace

TEST_CASE("everything about a pupil is found: row, groups, account, device, objection and the line that waits", "[store]") {
    OnePerson test;
    CHECK(test.tables_about(test.sanne) == std::set<std::string>{"people.accounts", "people.against", "people.devices", "people.held",
                                                                  "people.pupil_groups", "people.pupils"});
    std::string texts;
    for (const auto& cell : must(test.stores.persons->about(test.school, test.sanne)))
        if (const auto* text = std::get_if<Personal<std::string>>(&cell.value)) texts += text->reveal(Purpose::answer_access_request) + ";";
    CHECK(texts.find("Sanne B.") != std::string::npos);
    CHECK(texts.find("sanne.b") != std::string::npos);
    CHECK(texts.find("Tim") == std::string::npos);
    CHECK(texts.find("tim.v") == std::string::npos);
}

TEST_CASE("everything about a colleague is found: row, groups, duty, account and session", "[store]") {
    OnePerson test;
    CHECK(test.tables_about(test.anouk) == std::set<std::string>{"people.accounts", "people.duties", "people.held",
                                                                  "people.sessions", "people.staff", "people.staff_groups"});
}

TEST_CASE("no table with personal fields is passed over when somebody is looked up", "[store]") {
    OnePerson test;
    Inside file{test.options(), store::File::people};
    const store::Known pupil{.school = test.school, .is_pupil = true}, member{.school = test.school};
    for (const auto& field : retention::catalogue()) {
        if (field.subject == retention::Subject::nobody || !field.table.starts_with("people.")) continue;
        const auto table = field.table.substr(7);
        INFO(field.table << "." << field.column);
        CHECK((store::of_nobody(table) || store::theirs(file, pupil, table) || store::theirs(file, member, table)));
    }
}

TEST_CASE("a pupil who is erased is in no file any more, and all others are as they were", "[files][store]") {
    OnePerson test;
    const auto before = test.roll();
    const auto gone = must(test.stores.persons->erase(test.school, test.sanne, Return::kept_out));
    CHECK(std::ranges::find(gone, store::Counted{retention::Kind::pupil, 1}) != gone.end());
    CHECK_FALSE(test.there("Sanne B."));
    const auto after = test.roll();
    CHECK(after->pupils.size() == before->pupils.size() - 1);
    CHECK(after->staff.size() == before->staff.size());
    CHECK(test.there("Timoteüs V."));
    CHECK(must(test.stores.devices->of(test.school)).size() == 1);
    CHECK(must(test.stores.sessions->find(*test.token, 60min)));
    CHECK(test.stores.persons->about(test.school, test.sanne).error().remedy == Remedy::not_found);
    for (const auto& held : must(test.stores.rosters->held(test.school)))
        for (const auto& mover : held.movers) CHECK(mover.name != Personal<std::string>{"Sanne B."});
    CHECK(after->revision == before->revision + 1);
    for (const auto& entry : std::filesystem::recursive_directory_iterator{test.directory.path()}) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = content(entry.path());
        for (const auto* name : {"Sanne", "sanne.b"}) CHECK(bytes.find(name) == std::string::npos);
    }
    CHECK(std::filesystem::file_size(test.options().directory / "people.db-wal") == 0);
}

TEST_CASE("who was erased stays away while the administration still names them, also into the next year", "[store]") {
    OnePerson test;
    must(test.stores.persons->erase(test.school, test.sanne, Return::kept_out));
    test.apply(OnePerson::told());
    CHECK_FALSE(test.there("Sanne B."));
    must(test.stores.directories->apply(test.school, round_of(regenboog_accounts())));
    Inside file{test.options(), store::File::people};
    CHECK(file.number("SELECT count(*) FROM accounts") + 1 == static_cast<std::int64_t>(regenboog_accounts().size()));
    REQUIRE(must(test.stores.persons->kept_out(test.school)).size() == 1);
    CHECK(must(test.stores.persons->kept_out(test.school))[0].who == Person{test.sanne});
    CHECK(must(test.stores.persons->kept_out(test.school))[0].until == school::ends(next_year));
    // On the first of August the import that waited takes effect, without her.
    test.clock.jump(school::ends(this_year) - tuesday + 1h);
    auto later = OnePerson::told();
    later.year = next_year;
    test.apply(later);
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.there("Timoteüs V."));
    CHECK_FALSE(test.there("Sanne B."));
}

TEST_CASE("who was erased until the next import is back with it; who is let back too", "[store]") {
    OnePerson test;
    must(test.stores.schools->ran(test.school, store::Connected::roster, {tuesday, 0, 0, 6}));
    must(test.stores.persons->erase(test.school, test.sanne, Return::with_next_import));
    CHECK_FALSE(test.there("Sanne B."));
    // The next reading asks for everything, not for what changed since the last: else she stayed away.
    CHECK_FALSE(must(store::connection(*test.stores.schools, test.school, store::Connected::roster))->last_good);
    test.apply(OnePerson::told());
    CHECK(test.there("Sanne B."));
    const auto kees = test.member("Kees Jansen");
    must(test.stores.persons->erase(test.school, kees, Return::kept_out));
    test.apply(OnePerson::told());
    CHECK_FALSE(test.there("Kees Jansen"));
    must(test.stores.persons->let_back(test.school, kees));
    CHECK(test.stores.persons->let_back(test.school, kees).error().remedy == Remedy::not_found);
    test.apply(OnePerson::told());
    CHECK(test.there("Kees Jansen"));
    CHECK(must(test.stores.persons->kept_out(test.school)).empty());
}

TEST_CASE("a colleague who is erased is signed out everywhere", "[store]") {
    OnePerson test;
    must(test.stores.persons->erase(test.school, test.anouk, Return::kept_out));
    CHECK_FALSE(must(test.stores.sessions->find(*test.token, 60min)));
    CHECK_FALSE(test.there("Anouk de Vries"));
    CHECK(test.stores.persons->erase(test.school, test.anouk, Return::kept_out).error().remedy == Remedy::not_found);
}

TEST_CASE("a wrong link is undone, its owner signed out, and no name leads to that account again", "[store]") {
    OnePerson test;
    const auto before = must(test.stores.directories->state(test.school))->linked;
    must(test.stores.corrections->unlink(test.school, test.anouk));
    CHECK_FALSE(must(test.stores.sessions->find(*test.token, 60min)));
    CHECK(must(test.stores.directories->state(test.school))->linked == before - 1);
    CHECK(test.stores.corrections->unlink(test.school, test.anouk).error().remedy == Remedy::not_found);
    const auto open = must(test.stores.directories->open_links(test.school));
    CHECK(std::ranges::any_of(open, [&](const auto& one) { return one.staff == test.anouk; }));
}

TEST_CASE("a link that the administration itself names is for the administration to correct", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    CHECK(test.stores.corrections->unlink(test.school, test.staff("anouk.devries")).error().remedy == Remedy::conflict);
}

TEST_CASE("a device gets the right user and the right site, or none", "[store]") {
    OnePerson test;
    const auto device = must(test.stores.devices->of(test.school)).front();
    auto& corrections = *test.stores.corrections;
    must(corrections.device_user(test.school, device.id, Personal<std::string>{"noor.k"}));
    CHECK(must(test.stores.devices->find(device.id)).fixed_user == Personal<std::string>{"noor.k"});
    must(corrections.device_user(test.school, device.id, Personal<std::string>{""}));
    CHECK(must(test.stores.devices->find(device.id)).fixed_user == Personal<std::string>{""});
    must(corrections.device_site(test.school, device.id, test.site("Dependance")));
    CHECK(must(test.stores.devices->find(device.id)).site == test.site("Dependance"));
    CHECK(corrections.device_site(test.school, device.id, SiteId{}).error().remedy == Remedy::not_found);
    CHECK(corrections.device_user(test.school, DeviceId{}, {}).error().remedy == Remedy::not_found);
    must(test.stores.devices->revoke(test.school, device.id));
    CHECK(corrections.device_user(test.school, device.id, Personal<std::string>{"noor.k"}).error().remedy == Remedy::conflict);
}
