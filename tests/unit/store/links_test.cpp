// store: whose account is whose, whichever side comes first, and what does that give and take?

#include <algorithm>

#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Enabled;
using roster::Role;
using school::Employment;

namespace {

// The school of the test, whose roster names nobody's account.
roster::Snapshot without_accounts(school::SchoolYear year = this_year) {
    auto snapshot = regenboog(year);
    for (auto& member : snapshot.staff) member.account.reset();
    return snapshot;
}

struct LinkedSchool : StoreOfTest {
    // A directory that comes before the roster.
    void read_first(const store::Round& round) {
        school = must(stores.schools->keep({.name = "De Regenboog", .brin = "99XX"}, "Hoofdgebouw"));
        read(round);
    }
    store::RoundApplied read(const store::Round& round) { return must(stores.directories->apply(school, round)); }
    store::RoundApplied read(std::vector<roster::Account> accounts, store::Extent extent = store::Extent::everything) {
        return read(round_of(std::move(accounts), extent));
    }
    std::string pupil_user(const std::string& name) {
        const auto whole = roll();
        for (const auto& one : whole->pupils)
            if (one.name == school::Name{name}) return one.user.reveal(Purpose::operate);
        return "nobody";
    }
    school::Staff member(const std::string& name) {
        const auto whole = roll();
        for (const auto& one : whole->staff)
            if (one.name == school::Name{name}) return one;
        FAIL("nobody is called " << name);
        return {};
    }
    Employment employment(const std::string& name) { return member(name).employment; }
    std::optional<store::StaffAt> signs_in(const std::string& object) {
        return must(stores.people->staff("tenant-1", Personal<std::string>{object}));
    }
    std::int64_t rows(const std::string& from) {
        Inside database{options(), store::File::people};
        return database.number("SELECT count(*) FROM " + from);
    }
};

roster::Account with_names(roster::Account account, const std::string& first, const std::string& surname) {
    account.first = Personal<std::string>{first};
    account.surname = Personal<std::string>{surname};
    return account;
}
roster::PupilLine named(const std::string& key, const std::string& first, const std::string& surname) {
    auto line = pupil_line(key, first + ' ' + surname[0] + '.', "");
    line.clues.first = Personal<std::string>{first};
    line.clues.surname = Personal<std::string>{surname};
    return line;
}

}  // namespace

TEST_CASE("pupils and staff get their account whichever side comes first", "[store][links]") {
    LinkedSchool test;
    SECTION("the roster first") {
        const auto applied = test.apply(without_accounts());
        CHECK(applied.linked == 0);
        CHECK(applied.doubtful == 0);
        CHECK(test.rows("link_keys") > 0);
        const auto read = test.read(regenboog_accounts());
        CHECK(read.linked == 6);
    }
    SECTION("the directory first") {
        test.school = must(test.stores.schools->keep({.name = "De Regenboog", .brin = "99XX"}, "Hoofdgebouw"));
        CHECK(test.read(regenboog_accounts()).linked == 0);
        CHECK(test.apply(without_accounts()).linked == 6);
    }
    CHECK(test.pupil_user("Sanne B.") == "sanne.b@school.example");
    CHECK(test.employment("Anouk de Vries") == Employment::active);
    CHECK(test.member("Anouk de Vries").user == school::Name{"anouk.devries@school.example"});
    REQUIRE(test.signs_in("object-s1"));
    CHECK(test.signs_in("object-s1")->staff == test.member("Anouk de Vries").id);
    CHECK_FALSE(test.signs_in("object-s3"));  // has left
    CHECK(test.rows("link_keys") == 0);
}

TEST_CASE("a link stays when every name it was found by has changed", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    test.read(regenboog_accounts());
    auto accounts = regenboog_accounts();
    accounts[0].user = Personal<std::string>{"s.dejong@school.example"};
    accounts[1].user = Personal<std::string>{"sanne.b@school.example"};
    test.read(accounts);
    auto renamed = without_accounts();
    renamed.pupils[0].user = school::Name{"other"};
    CHECK(test.apply(renamed).linked == 6);
    CHECK(test.pupil_user("Sanne B.") == "s.dejong@school.example");
    CHECK(test.pupil_user("Timoteüs V.") == "sanne.b@school.example");
}

TEST_CASE("an account that is disabled, gone or no longer staff ends every session at once", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    test.read(regenboog_accounts());
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h));
    const auto other = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Kees Jansen").id}, 8h));
    const auto revision = test.revision();
    store::RoundApplied applied;
    SECTION("disabled") {
        applied = test.read({account_line("object-s1", "anouk.devries@school.example", Role::staff, Enabled::no)},
                            store::Extent::changes);
    }
    SECTION("gone") {
        auto round = round_of({}, store::Extent::changes);
        round.removed = {Personal<std::string>{"object-s1"}};
        applied = test.read(round);
        CHECK(applied.removed == 1);
    }
    SECTION("not named when everything was read") {
        auto accounts = regenboog_accounts();
        accounts.erase(accounts.begin() + 3);
        applied = test.read(accounts);
    }
    SECTION("a pupil by now") {
        applied = test.read({account_line("object-s1", "anouk.devries@school.example", Role::pupil)}, store::Extent::changes);
        CHECK(applied.doubtful == 1);
        const auto open = must(test.stores.directories->open_links(test.school));
        REQUIRE(open.size() == 1);
        CHECK(open[0].doubt == roster::Doubt::role_differs);
        CHECK(open[0].staff == test.member("Anouk de Vries").id);
    }
    SECTION("of a role nobody knows") {
        applied = test.read({account_line("object-s1", "anouk.devries@school.example", Role::unknown)}, store::Extent::changes);
    }
    CHECK(applied.sessions_ended == 1);
    CHECK(test.revision() == revision + 1);
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
    CHECK(must(test.stores.sessions->find(other, 60min)));
    CHECK(test.employment("Anouk de Vries") == Employment::ended);
    CHECK_FALSE(test.signs_in("object-s1"));
    CHECK(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h).error().remedy ==
          Remedy::not_found);
    test.read(regenboog_accounts());
    CHECK(test.employment("Anouk de Vries") == Employment::active);
    CHECK(test.signs_in("object-s1"));
}

TEST_CASE("whether an account works that nobody could tell makes nobody look along", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    CHECK(test.employment("Anouk de Vries") == Employment::active);  // no directory: the roster's word
    test.read({account_line("object-s1", "anouk.devries@school.example", Role::staff, Enabled::unknown),
               account_line("object-s2", "nobody@school.example", Role::staff)});
    CHECK(test.employment("Anouk de Vries") == Employment::unknown);
    CHECK(test.employment("Kees Jansen") == Employment::unknown);
    CHECK(test.employment("Wilma Pieters") == Employment::ended);
}

TEST_CASE("an account that the roster names counts before a link, and only while the directory has it", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    auto accounts = regenboog_accounts();
    accounts.push_back(account_line("object-k", "k.jansen@school.example", Role::staff));
    test.read(accounts);
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h));
    auto naming = without_accounts();
    naming.staff[1].account = roster::AccountLine{"tenant-1", Personal<std::string>{"object-s1"}};
    CHECK(test.apply(naming).linked == 5);
    CHECK(test.signs_in("object-s1")->staff == test.member("Kees Jansen").id);
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
    CHECK(test.employment("Anouk de Vries") == Employment::unknown);
    naming.staff[1].account = roster::AccountLine{"tenant-1", Personal<std::string>{"object-nobody"}};
    test.apply(naming);
    CHECK(test.employment("Kees Jansen") == Employment::ended);
    naming.staff[1].account.reset();
    test.apply(naming);
    CHECK_FALSE(test.signs_in("object-nobody"));
}

TEST_CASE("the screen of a member of staff is never a pupil's, whatever the administration or the directory says",
          "[store][links]") {
    LinkedSchool test;
    auto snapshot = without_accounts();
    snapshot.pupils[2].user = school::Name{"Concierge"};
    test.apply(snapshot);
    auto accounts = regenboog_accounts();
    accounts.push_back(account_line("object-c", "concierge@school.example", Role::staff));
    test.read(accounts);
    CHECK(test.pupil_user("Noortje K.").empty());
    CHECK(test.pupil_user("Sanne B.") == "sanne.b@school.example");
    accounts[0].role = Role::staff;
    test.read(accounts);
    CHECK(test.pupil_user("Sanne B.").empty());
    const auto open = must(test.stores.directories->open_links(test.school));
    CHECK(std::ranges::count(open, roster::Doubt::role_differs, &store::OpenLink::doubt) == 2);
}

TEST_CASE("link keys are gone after a week, and the directory is then asked for everything again", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    auto accounts = regenboog_accounts();
    accounts[0].user = Personal<std::string>{"x@school.example"};
    test.read(accounts);
    CHECK(test.rows("link_keys") > 0);
    test.clock.advance(7 * 24h - 1ms);
    CHECK_FALSE(must(test.stores.directories->state(test.school))->resume.empty());
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.rows("link_keys") > 0);
    test.clock.advance(1ms);
    const auto gone = must(store::sweep(test.stores, test.clock.now()));
    CHECK(std::ranges::count(gone, retention::Kind::link_key, &store::Due::kind) == 1);
    CHECK(test.rows("link_keys") == 0);
    CHECK(must(test.stores.directories->state(test.school))->resume.empty());
    test.read(accounts);
    CHECK_FALSE(must(test.stores.directories->state(test.school))->resume.empty());
}

TEST_CASE("a name never leads to an account that was somebody's before, here or at another school", "[store][links]") {
    LinkedSchool test;
    auto round = round_of({with_names(account_line("o-1", "jan.bos@school.example", Role::pupil), "Jan", "Bos")});
    round.rules = {*roster::link_rule("name {first}.{surname}")};
    auto snapshot = without_accounts();
    snapshot.pupils = {named("old", "Jan", "Bos")};
    test.apply(snapshot);
    CHECK(test.read(round).linked == 0);  // the roster came before anybody asked for names
    CHECK(test.apply(snapshot).linked == 1);
    CHECK(test.pupil_user("Jan B.") == "jan.bos@school.example");
    snapshot.pupils = {named("new", "Jan", "Bos")};  // the one has left, a namesake has come
    CHECK(test.apply(snapshot).linked == 0);
    CHECK(test.read(round).linked == 0);
    CHECK(test.apply(snapshot).linked == 0);
    CHECK(test.pupil_user("Jan B.").empty());

    auto other = snapshot;
    other.brin = "98YY";
    test.apply(other);
    test.read(round);
    CHECK(test.apply(other).linked == 0);
    auto fresh = round;
    fresh.accounts = {with_names(account_line("o-2", "jan.bos@school.example", Role::pupil, Enabled::no), "Jan", "Bos")};
    test.read(fresh);
    CHECK(test.apply(other).linked == 0);  // switched off: most likely of someone who left
    fresh.accounts[0].enabled = Enabled::yes;
    test.read(fresh);
    CHECK(test.apply(other).linked == 1);
}

TEST_CASE("the rules of the settings hold from a school's first import on", "[store][links]") {
    LinkedSchool test;
    test.rules["99XX"] = {*roster::link_rule("name {first}.{surname}")};
    test.reopen();
    auto snapshot = without_accounts();
    snapshot.pupils = {named("1", "Jan", "Bos")};
    test.apply(snapshot);
    auto round = round_of({with_names(account_line("o-1", "jan.bos@school.example", Role::pupil), "Jan", "Bos")});
    round.rules = test.rules["99XX"];
    CHECK(test.read(round).linked == 1);
}

TEST_CASE("an account that was deleted and restored under its oid was somebody's, and still is not found by name", "[store][links]") {
    LinkedSchool test;
    auto round = round_of({with_names(account_line("o-1", "jan.bos@school.example", Role::pupil), "Jan", "Bos")});
    round.rules = {*roster::link_rule("name {first}.{surname}")};
    auto snapshot = without_accounts();
    snapshot.pupils = {named("old", "Jan", "Bos")};
    test.read_first(round);
    CHECK(test.apply(snapshot).linked == 1);
    auto gone = round, back = round;
    SECTION("by a list of changes") {
        gone.extent = back.extent = store::Extent::changes;
        gone.accounts.clear();
        gone.removed = {Personal<std::string>{"o-1"}};
    }
    SECTION("between two readings of everything") { gone.accounts.clear(); }
    SECTION("while the school was in another tenant") {
        gone.tenant = "tenant-2";
        gone.accounts.clear();
    }
    test.read(gone);
    snapshot.pupils = {named("new", "Jan", "Bos")};  // the one has left, a namesake has come
    test.apply(snapshot);
    CHECK(test.read(back).linked == 0);
    CHECK(test.apply(snapshot).linked == 0);
    CHECK(test.pupil_user("Jan B.").empty());

    test.clock.jump(school::ends(this_year) - test.clock.now());
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.rows("spent_accounts") == 0);
}

TEST_CASE("what two share settles nothing, also when one of them has been linked since", "[store][links]") {
    LinkedSchool test;
    auto snapshot = without_accounts();
    for (std::size_t at : {0U, 1U}) {
        snapshot.pupils[at].user = {};
        snapshot.pupils[at].clues.email = Personal<std::string>{"thuis@example.org"};
    }
    snapshot.pupils[0].clues.number = Personal<std::string>{"1001"};
    auto one = account_line("o-1", "a@school.example", Role::pupil), two = account_line("o-2", "b@school.example", Role::pupil);
    one.number = Personal<std::string>{"1001"};
    one.email = two.email = Personal<std::string>{"thuis@example.org"};
    test.apply(snapshot);
    CHECK(test.read({one}).linked == 1);
    CHECK(test.read({one, two}).linked == 1);
    CHECK(test.apply(snapshot).linked == 1);
    CHECK(must(test.stores.directories->state(test.school))->doubtful == 1);
    const auto open = must(test.stores.directories->open_links(test.school));
    REQUIRE_FALSE(open.empty());
    CHECK(open[0].doubt == roster::Doubt::several_persons);
    CHECK(open[0].name == Personal<std::string>{"Timoteüs V."});
    CHECK(open[0].groups.size() == 2);
    REQUIRE(open[0].choices.size() == 1);
    CHECK(open[0].choices[0].user == Personal<std::string>{"b@school.example"});
}

TEST_CASE("an account that was made anew is found, and one that comes back is still theirs", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    test.read(regenboog_accounts());
    auto gone = round_of({}, store::Extent::changes);
    gone.removed = {Personal<std::string>{"o-p1"}};
    CHECK(test.read(gone).linked == 5);
    CHECK(test.pupil_user("Sanne B.") == "sanne.b");
    SECTION("the same one comes back") {
        CHECK(test.read({account_line("o-p1", "anything@school.example", Role::pupil)}, store::Extent::changes).linked == 6);
        CHECK(test.pupil_user("Sanne B.") == "anything@school.example");
    }
    SECTION("another one is made") {
        test.apply(without_accounts());
        CHECK(test.read({account_line("o-new", "sanne.b@new.example", Role::pupil)}, store::Extent::changes).linked == 6);
        CHECK(test.pupil_user("Sanne B.") == "sanne.b@new.example");
    }
}

TEST_CASE("the age of what is known is that of the directory from its first round on", "[store][links]") {
    LinkedSchool test;
    test.apply(without_accounts());
    test.clock.advance(1h);
    test.read(regenboog_accounts());
    test.clock.advance(1h);
    test.apply(without_accounts());
    CHECK(test.roll()->directory_read == tuesday + 1h);
    test.read({}, store::Extent::changes);
    CHECK(test.roll()->directory_read == tuesday + 2h);
}

TEST_CASE("a directory that is forgotten leaves no account, no link and no session that came by it", "[store][links]") {
    LinkedSchool test;
    auto snapshot = without_accounts();
    snapshot.staff[1].account = roster::AccountLine{"tenant-1", Personal<std::string>{"object-s2"}};
    test.apply(snapshot);
    test.read(regenboog_accounts());
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h));
    const auto named = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Kees Jansen").id}, 8h));
    must(test.stores.directories->forget(test.school));
    for (const char* table : {"accounts", "link_keys", "directories", "pupils WHERE account_lookup IS NOT NULL"})
        CHECK(test.rows(table) == 0);
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
    CHECK(must(test.stores.sessions->find(named, 60min)));
    CHECK_FALSE(test.signs_in("object-s1"));
    CHECK(test.signs_in("object-s2"));
    CHECK(test.employment("Anouk de Vries") == Employment::active);
    CHECK(test.roll()->directory_read == tuesday);
}

TEST_CASE("other rules keep the keys that still mean something, and every link", "[store][links]") {
    LinkedSchool test;
    auto snapshot = without_accounts();
    snapshot.pupils[0].clues.number = Personal<std::string>{"1001"};
    snapshot.pupils[0].user = {};
    test.apply(snapshot);
    auto round = round_of(regenboog_accounts());
    round.accounts[0].number = Personal<std::string>{"1001"};
    round.rules = {{roster::RuleKind::number, {}}};
    CHECK(test.read(round).linked == 1);
    CHECK(test.pupil_user("Sanne B.") == "sanne.b@school.example");
    round.rules = roster::usual_rules();
    CHECK(test.read(round).linked == 1);  // the keys of user names went with their rule
    CHECK(test.apply(snapshot).linked == 6);
}
