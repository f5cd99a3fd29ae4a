// store: when a file of before is put back, does what was done since still hold, and does nobody look along until more is known?
//
// The bug these began with: a people.db from a backup brought revoked devices, ended sessions, withdrawn codes, lifted
// restrictions and erased pupils back, and nothing noticed.

#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/ledger.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::OlderFile;

namespace {

namespace fs = std::filesystem;

/// A school with people and a directory, of which a copy is made, and put back after what happened since.
struct Backups : StoreOfTest {
    PupilId sanne, tim;
    StaffId anouk;
    DeviceId device{};
    std::optional<identity::SessionToken> token{};
    Personal<std::string> code{std::string{}};

    Backups() {
        read_all();
        sanne = pupil("Sanne B."), tim = pupil("Timoteüs V.");
        const auto whole = roll();
        anouk = std::ranges::find(whole->staff, school::Name{"Anouk de Vries"}, &school::Staff::name)->id;
        device = enrol({});
        token = must(stores.sessions->begin(
            {.school = school, .staff = anouk, .address = Personal<std::string>{"192.0.2.7"}, .browser = "Firefox"}, 10h));
        code = must(stores.codes->make(school, sanne, identity::Opens::own_log, 48h)).secret;
        must(stores.rights->grant(school, anouk, school::Duty::school_admin));
    }
    static roster::Snapshot told() {
        auto snapshot = regenboog();
        for (auto& member : snapshot.staff) member.account.reset();
        return snapshot;
    }
    void read_all() {
        apply(told());
        must(stores.directories->apply(school, round_of(regenboog_accounts())));
    }
    PupilId pupil(const std::string& name) {
        const auto whole = roll();
        const auto at = std::ranges::find(whole->pupils, school::Name{name}, &school::Pupil::name);
        REQUIRE(at != whole->pupils.end());
        return at->id;
    }
    DeviceId enrol(const std::string& user) {
        const auto secret = must(stores.enrolments->offer({school, site("Hoofdgebouw"), 1, 1h}));
        return must(stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar", Personal<std::string>{user}))
            .id;
    }

    [[nodiscard]] fs::path copies() const { return directory.path() / "copies"; }
    /// As docs/operations/backup-restore.md says: the server is stopped, the files are copied.
    void copy(const std::vector<std::string>& files = {"people.db", "audit.db"}) {
        stores = {};
        fs::create_directories(copies());
        for (const auto& file : files)
            fs::copy_file(options().directory / file, copies() / file, fs::copy_options::overwrite_existing);
        reopen();
    }
    void put_back(const std::vector<std::string>& files) {
        stores = {};
        for (const auto& file : files) {
            fs::copy_file(copies() / file, options().directory / file, fs::copy_options::overwrite_existing);
            for (const char* beside : {"-wal", "-shm"}) fs::remove(options().directory / (file + beside));
        }
        clock.advance(1min);
        reopen();
    }
    [[nodiscard]] std::string ledger() const {
        std::ifstream file{options().keys.string() + ".ledger", std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    std::vector<store::Quarantine> waiting() { return must(stores.quarantines->all()); }
    /// The mark of the tide is raised at most each ten minutes; what may end is looked at each minute.
    void later(std::chrono::minutes pause = 11min) {
        clock.advance(pause);
        must(store::raise_high_water(stores, clock.now()));
    }
    std::vector<audit::Entry> told_in(SchoolId whose) {
        std::vector<audit::Entry> found;
        for (auto& line : must(stores.trail->read(whose, 0, 1000)))
            if (line.entry && line.entry->act == audit::Act::restored) found.push_back(std::move(*line.entry));
        return found;
    }
};

}  // namespace

TEST_CASE_METHOD(Backups, "a file that is the last one waits for nothing, however often it is opened", "[store][put_back]") {
    for (int at = 0; at < 3; ++at) reopen(), later();
    CHECK(waiting().empty());
    CHECK_FALSE(roll()->put_back);
    CHECK(told_in(school).empty());
}

TEST_CASE_METHOD(Backups, "what was done after a copy holds when the copy is put back", "[files][store][put_back]") {
    copy();
    must(stores.devices->revoke(school, device));
    must(stores.restrictions->record(school, tim, school::Against::objection));
    must(stores.rights->withdraw(school, anouk, school::Duty::school_admin));
    must(stores.schools->turn(school, store::Connected::directory, store::Switch::off));
    must(stores.sessions->end(school, must(stores.sessions->of(school, anouk)).at(0).id));
    must(stores.codes->end(school, must(stores.codes->of(school)).at(0).id));

    put_back({"people.db"});

    CHECK(must(stores.quarantines->of(school)).size() == 1);
    CHECK(must(stores.quarantines->of(SchoolId{{std::byte{9}}})).empty());
    CHECK(must(stores.devices->find(device)).revoked_at);
    CHECK(must(stores.sessions->of(school, anouk)).empty());
    CHECK_FALSE(must(stores.sessions->find(*token, 30min)));
    CHECK_FALSE(must(stores.codes->find(code, identity::Opens::own_log)));
    const auto whole = roll();
    CHECK(std::ranges::find(whole->pupils, tim, &school::Pupil::id)->against == std::vector{school::Against::objection});
    CHECK(std::ranges::find(whole->staff, anouk, &school::Staff::id)->duties.empty());
    CHECK(must(store::connection(*stores.schools, school, store::Connected::directory))->state == store::Switch::off);
    const auto told = told_in(school);
    REQUIRE(told.size() == 1);
    CHECK(told[0].detail == "1 device_revoked, 1 against_recorded, 1 duty_withdrawn, 1 connection_off");
    CHECK(told_in({}).size() == 1);
}

TEST_CASE_METHOD(Backups, "nobody looks along after a copy was put back, until roster and directory were read again",
                 "[files][store][put_back]") {
    copy();
    later();
    put_back({"people.db"});
    REQUIRE(waiting().size() == 1);
    CHECK(waiting()[0].why == OlderFile::people);
    CHECK_FALSE(waiting()[0].record_waits);
    CHECK(waiting()[0].roster_waits);
    CHECK(waiting()[0].directory_waits);
    CHECK(roll()->put_back);

    clock.advance(1min);
    apply(told());
    later(1min);
    CHECK_FALSE(waiting()[0].roster_waits);
    CHECK(roll()->put_back);
    must(stores.directories->apply(school, round_of(regenboog_accounts())));
    later(1min);
    CHECK(waiting().empty());
    CHECK_FALSE(roll()->put_back);
}

TEST_CASE_METHOD(Backups, "who was erased in the middle of the year stays away, and the others come back with the next import",
                 "[files][store][put_back]") {
    const auto fixed = enrol("tim.v");
    must(stores.restrictions->record(school, tim, school::Against::restriction));
    copy();
    (void)must(stores.persons->erase(school, store::Person{sanne}, store::Return::kept_out));

    put_back({"people.db"});  // of which no key opens a name any more

    const auto whole = roll();
    CHECK(std::ranges::find(whole->pupils, sanne, &school::Pupil::id) == whole->pupils.end());
    const auto other = std::ranges::find(whole->pupils, tim, &school::Pupil::id);
    REQUIRE(other != whole->pupils.end());
    CHECK(other->name == school::Name{std::string{}});
    CHECK(other->against == std::vector{school::Against::restriction});
    CHECK(must(stores.persons->kept_out(school)).size() == 1);
    CHECK(must(stores.devices->find(device)).id == device);
    CHECK_FALSE(stores.devices->find(fixed));  // nobody can tell any more whose alone it is: it enrols anew

    clock.advance(1min);
    read_all();
    later(1min);
    CHECK(waiting().empty());
    const auto again = roll();
    CHECK(again->pupils.size() == 2);
    CHECK(std::ranges::find(again->pupils, tim, &school::Pupil::id)->name == school::Name{"Timoteüs V."});
    reopen();  // and the new keys stay
    CHECK(std::ranges::find(roll()->pupils, tim, &school::Pupil::id)->name == school::Name{"Timoteüs V."});
}

TEST_CASE_METHOD(Backups, "who was let back, or had an objection lifted, after the copy is not held to what was before",
                 "[files][store][put_back]") {
    (void)must(stores.persons->erase(school, store::Person{sanne}, store::Return::kept_out));
    must(stores.restrictions->record(school, tim, school::Against::objection));
    copy();
    must(stores.persons->let_back(school, store::Person{sanne}));
    must(stores.restrictions->lift(school, tim, school::Against::objection));
    put_back({"people.db"});
    CHECK(must(stores.persons->kept_out(school)).empty());
    CHECK(std::ranges::find(roll()->pupils, tim, &school::Pupil::id)->against.empty());
}

TEST_CASE_METHOD(Backups, "who was kept out after the copy, and is let back after it was put back, comes back with their account",
                 "[files][store][put_back]") {
    copy();
    clock.walk(3ms);
    (void)must(stores.persons->erase(school, store::Person{sanne}, store::Return::kept_out));
    clock.walk(0ms);
    put_back({"people.db"});
    const auto kept_out = [&] { return Inside{options(), store::File::people}.number("SELECT count(*) FROM kept_out"); };
    CHECK(kept_out() == 2);
    must(stores.persons->let_back(school, store::Person{sanne}));
    CHECK(kept_out() == 0);
}

TEST_CASE_METHOD(Backups, "an objection of a pupil whom the copy does not know is there as soon as the import brings them",
                 "[files][store][put_back]") {
    copy();
    auto more = told();
    more.pupils.push_back(pupil_line("p9", "Vera A.", "vera.a"));
    apply(more);
    const auto vera = pupil("Vera A.");
    must(stores.restrictions->record(school, vera, school::Against::objection));
    put_back({"people.db"});
    clock.advance(1min);
    apply(more);
    must(stores.directories->apply(school, round_of(regenboog_accounts())));
    later(1min);
    CHECK_FALSE(roll()->put_back);
    const auto whole = roll();
    CHECK(std::ranges::find(whole->pupils, vera, &school::Pupil::id)->against == std::vector{school::Against::objection});
}

TEST_CASE_METHOD(Backups, "a school that left does not come back with a copy", "[files][store][put_back]") {
    copy();
    must(stores.devices->revoke(school, device));
    const auto head = must(stores.trail->head(school));
    (void)must(stores.endings->end(school, {.asked = std::chrono::sys_days{std::chrono::year{2026} / 8 / 31},
                                            .lines = head.size,
                                            .root = head.root,
                                            .checkpoint = must(stores.notary->sign(school))}));
    CHECK(ledger().find(device.text()) == std::string::npos);  // of what the school did, only that it left
    CHECK(ledger().find(school.text()) != std::string::npos);
    put_back({"people.db", "audit.db"});
    CHECK_FALSE(stores.people->roll(school));
    CHECK(must(stores.endings->ended("99XX")));
    (void)must(store::sweep(stores, clock.now()));
    CHECK(must(stores.trail->head(school)).size == 0);
    CHECK(waiting().empty());
}

TEST_CASE_METHOD(Backups, "a log that was put back stops looking until a person accepts what is lost",
                 "[files][store][put_back]") {
    copy();
    later();
    put_back({"audit.db"});
    REQUIRE(waiting().size() == 1);
    CHECK(waiting()[0].why == OlderFile::log);
    later(), reopen();
    REQUIRE(waiting().size() == 1);
    must(stores.quarantines->accept(school));
    CHECK(waiting().empty());
    CHECK_FALSE(roll()->put_back);
    later(), reopen();
    CHECK(waiting().empty());
}

TEST_CASE_METHOD(Backups, "both files of one moment wait for the lists and for a person", "[files][store][put_back]") {
    copy();
    later();
    put_back({"people.db", "audit.db"});
    CHECK(waiting().size() == 2);
    must(stores.quarantines->accept(school));
    CHECK(stores.quarantines->accept(school).error().remedy == Remedy::not_found);
    REQUIRE(waiting().size() == 1);
    CHECK(waiting()[0].why == OlderFile::people);
}

TEST_CASE_METHOD(Backups, "the clock goes on from where it was, not from where the copy was", "[files][store][put_back]") {
    copy();
    clock.advance(48h);
    must(store::raise_high_water(stores, clock.now()));
    put_back({"people.db"});
    CHECK(store::trust(stores, clock) == retention::Trust::sure);
    CHECK(must(store::high_water(stores)) >= clock.now() - 1min);
}

TEST_CASE_METHOD(Backups, "two processes that hold one store raise no false alarm", "[store][put_back]") {
    auto beside = must(another());
    for (int at = 0; at < 3; ++at) {
        later();
        must(store::raise_high_water(beside, clock.now()));
        must(stores.restrictions->record(school, tim, school::Against::objection));
        must(beside.restrictions->lift(school, tim, school::Against::objection));
        (void)must(another());
    }
    CHECK(waiting().empty());
    CHECK(roll()->pupils.size() == 3);
}

TEST_CASE_METHOD(Backups, "of a copy that is older than the ledger reaches a person decides", "[files][store][put_back]") {
    copy();
    must(stores.devices->revoke(school, device));
    clock.advance(36 * 24h);
    (void)must(store::sweep(stores, clock.now()));
    put_back({"people.db"});
    REQUIRE(waiting().size() == 2);
    CHECK(waiting()[1].why == OlderFile::too_old);
    CHECK_FALSE(must(stores.devices->find(device)).revoked_at);  // what nobody knows any more cannot be done again
    must(stores.quarantines->accept(school));
    CHECK(waiting().size() == 1);
}

TEST_CASE_METHOD(Backups, "a deed whose write broke off is done at the next opening, without an alarm", "[store][put_back]") {
    stores = {};
    {
        auto keys = must(seal::open_key_file(options().keys, random));
        store::Ledger beside{options().keys.string() + ".ledger", must(keys->existing("instance")).derive("ledger")};
        const auto text = beside.read();
        REQUIRE(text);
        beside.add({text->last() + 1, clock.now(), {store::Deed::device_revoked, school, monitor::copy(device.bytes())}});
    }
    reopen();
    CHECK(must(stores.devices->find(device)).revoked_at);
    CHECK(waiting().empty());
}

TEST_CASE_METHOD(Backups, "an older key file brings no destroyed key back, and what it does not open waits for the lists",
                 "[store][put_back]") {
    const auto keys = options().keys, before = directory.path() / "keys of before";
    fs::copy_file(keys, before);
    (void)must(stores.persons->erase(school, store::Person{sanne}, store::Return::kept_out));
    stores = {};
    fs::copy_file(before, keys, fs::copy_options::overwrite_existing);
    reopen();
    CHECK(must(seal::open_key_file(keys, random))->existing("people/" + school.text() + "/2026").error().remedy ==
          Remedy::not_found);
    REQUIRE(waiting().size() == 1);
    clock.advance(1min);
    read_all();
    later(1min);
    CHECK(waiting().empty());
    CHECK(roll()->pupils.size() == 2);
}

TEST_CASE_METHOD(Backups, "without the ledger that it knows of a file is taken for an older one, and a person decides",
                 "[store][put_back]") {
    stores = {};
    fs::remove(options().keys.string() + ".ledger");
    reopen();
    REQUIRE(waiting().size() == 2);
    CHECK(waiting()[1].why == OlderFile::too_old);
    must(stores.devices->revoke(school, device));
    reopen();
    CHECK(waiting().size() == 2);
    CHECK(must(stores.devices->find(device)).revoked_at);
}

TEST_CASE_METHOD(Backups, "a ledger with a line that a crash left half-way is read up to there, and goes on",
                 "[store][put_back]") {
    stores = {};
    std::ofstream{options().keys.string() + ".ledger", std::ios::app} << "77 3 17900";
    reopen();
    must(stores.devices->revoke(school, device));
    reopen();
    CHECK(waiting().empty());
    CHECK(must(stores.devices->find(device)).revoked_at);
}

TEST_CASE_METHOD(Backups, "a deed that cannot be written into the ledger is not done", "[store][put_back]") {
    fs::remove(options().keys.string() + ".ledger");
    const auto refused = stores.devices->revoke(school, device);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().remedy == Remedy::ask_operator);
    CHECK_FALSE(must(stores.devices->find(device)).revoked_at);
}

TEST_CASE_METHOD(Backups, "the ledger holds no name, and its lines go after 35 days", "[store][put_back]") {
    must(stores.restrictions->record(school, sanne, school::Against::objection));
    must(stores.devices->revoke(school, device));
    CHECK(ledger().find("anne") == std::string::npos);
    CHECK(ledger().find(device.text()) != std::string::npos);
    clock.advance(35 * 24h);
    const auto due = must(store::due(stores, clock.now()));
    CHECK(std::ranges::find(due, retention::Kind::ledger, &store::Due::kind) != due.end());
    (void)must(store::sweep(stores, clock.now()));
    CHECK(ledger().find(device.text()) == std::string::npos);
}
