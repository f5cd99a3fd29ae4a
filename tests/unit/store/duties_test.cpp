// Which duties does the directory give, for as long as it says so, and is each change written down?

#include <algorithm>

#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Enabled;
using roster::Role;
using school::Duty;

namespace {

using Duties = std::vector<Duty>;

roster::Account anouk(Duties duties, Enabled enabled = Enabled::yes, Role role = Role::staff) {
    auto account = account_line("object-s1", "anouk.devries@school.example", role, enabled);
    account.duties = std::move(duties);
    return account;
}

struct DutyOfTest : StoreOfTest {
    DutyOfTest() { apply(regenboog()); }

    store::RoundApplied read(std::vector<roster::Account> accounts, store::Extent extent = store::Extent::changes) {
        return must(stores.directories->apply(school, round_of(std::move(accounts), extent)));
    }
    school::Staff member(const std::string& name) {
        const auto whole = roll();
        const auto at = std::ranges::find(whole->staff, school::Name{name}, &school::Staff::name);
        REQUIRE(at != whole->staff.end());
        return *at;
    }
    Duties duties() { return member("Anouk de Vries").duties; }
    /// What was written down about duties: "granted by the directory 1".
    std::vector<std::string> told() {
        std::vector<std::string> lines;
        for (const auto& line : must(stores.trail->read(school, 0, 100))) {
            if (!line.entry || line.entry->act != audit::Act::duty_changed) continue;
            CHECK(line.entry->actor.kind == audit::ActorKind::system);
            CHECK(line.entry->colleague == member("Anouk de Vries").id);
            lines.push_back(line.entry->detail + " " + std::to_string(line.entry->reason));
        }
        return lines;
    }
};

}  // namespace

TEST_CASE("a duty lasts as long as the directory says so, and both its days are written down", "[store][duties]") {
    DutyOfTest test;
    test.read({anouk({Duty::privacy_officer, Duty::school_admin, Duty::school_admin})}, store::Extent::everything);
    CHECK(test.duties() == Duties{Duty::school_admin, Duty::privacy_officer});
    CHECK(test.member("Anouk de Vries").told == test.duties());
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h));
    const auto revision = test.revision();
    CHECK(test.read({anouk({Duty::school_admin})}).changed == 1);
    CHECK(test.duties() == Duties{Duty::school_admin});
    CHECK(test.revision() > revision);  // by which open sessions hear of it
    CHECK(must(test.stores.sessions->find(token, 60min)));
    CHECK(test.read({anouk({Duty::school_admin})}).unchanged == 1);
    CHECK(test.read({anouk({})}).changed == 1);
    CHECK(test.duties().empty());
    CHECK(test.told() == std::vector<std::string>{"granted by the directory 1", "granted by the directory 3",
                                                  "withdrawn by the directory 3", "withdrawn by the directory 1"});
}

TEST_CASE("a duty given by hand and told by the directory ends only when both have ended", "[store][duties]") {
    DutyOfTest test;
    const auto id = test.member("Anouk de Vries").id;
    must(test.stores.rights->grant(test.school, id, Duty::school_admin));
    test.read({anouk({Duty::school_admin, Duty::support})}, store::Extent::everything);
    CHECK(test.duties() == Duties{Duty::school_admin, Duty::support});
    must(test.stores.rights->withdraw(test.school, id, Duty::school_admin));
    CHECK(test.duties() == Duties{Duty::school_admin, Duty::support});
    must(test.stores.rights->grant(test.school, id, Duty::school_admin));
    test.read({anouk({})});
    CHECK(test.duties() == Duties{Duty::school_admin});
    CHECK(test.member("Anouk de Vries").told.empty());
}

TEST_CASE("an account that is gone, switched off or a pupil's gives no duty", "[store][duties]") {
    DutyOfTest test;
    test.read({anouk({Duty::school_admin})}, store::Extent::everything);
    SECTION("gone") {
        auto round = round_of({}, store::Extent::changes);
        round.removed = {Personal<std::string>{"object-s1"}};
        must(test.stores.directories->apply(test.school, round));
    }
    SECTION("not named in a reading of everything") { test.read({}, store::Extent::everything); }
    SECTION("switched off") { test.read({anouk({Duty::school_admin}, Enabled::no)}); }
    SECTION("nobody knows whether it is on") { test.read({anouk({Duty::school_admin}, Enabled::unknown)}); }
    SECTION("of a pupil by now") { test.read({anouk({Duty::school_admin}, Enabled::yes, Role::pupil)}); }
    SECTION("the directory was forgotten") { must(test.stores.directories->forget(test.school)); }
    CHECK(test.duties().empty());
    CHECK(test.told().back() == "withdrawn by the directory 1");
}

TEST_CASE("a duty waits for the account to be linked, whatever links it", "[store][duties]") {
    DutyOfTest test;
    auto snapshot = regenboog();
    snapshot.staff[0].account.reset();
    snapshot.staff[0].user = school::Name{"somebody.else"};
    test.apply(snapshot);
    test.read({anouk({Duty::support})}, store::Extent::everything);
    CHECK(test.duties().empty());
    CHECK(test.told().empty());
    SECTION("an import") {
        snapshot.staff[0].user = school::Name{"anouk.devries"};
        test.apply(snapshot);
    }
    SECTION("an administrator") {
        Inside database{test.options(), store::File::people};
        const auto account = database.rows("SELECT id FROM accounts").at(0).id<AccountId>(0);
        must(test.stores.directories->link(test.school, {}, test.member("Anouk de Vries").id, account));
    }
    CHECK(test.duties() == Duties{Duty::support});
    CHECK(test.told() == std::vector<std::string>{"granted by the directory 4"});
}

TEST_CASE("a duty that cannot be written down is not given", "[files][store][duties]") {
    DutyOfTest test;
    test.read({anouk({})}, store::Extent::everything);
    {
        Inside audit{test.options(), store::File::audit};
        audit.run("DROP TABLE heads");
    }
    const auto refused = test.stores.directories->apply(test.school, round_of({anouk({Duty::school_admin})}, store::Extent::changes));
    REQUIRE_FALSE(refused);
    CHECK(test.duties().empty());
    CHECK(test.read({anouk({})}).unchanged == 1);
}
