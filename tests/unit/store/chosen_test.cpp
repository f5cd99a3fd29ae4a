// Whose account is it when an administrator says so, where no directory can?

#include <algorithm>

#include "support/directory_of_test.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Role;
using school::Employment;

namespace {

const std::string entree = "https://entree.example";

struct ChosenOfTest : StoreOfTest {
    store::Directories& directories{*stores.directories};

    school::Staff member(const std::string& name) {
        const auto whole = roll();
        const auto at = std::ranges::find(whole->staff, school::Name{name}, &school::Staff::name);
        REQUIRE(at != whole->staff.end());
        return *at;
    }
    auto by_hand(const std::string& name, const std::string& tenant, const std::string& object) {
        return directories.link(school, {}, member(name).id, roster::AccountLine{tenant, Personal<std::string>{object}});
    }
    auto signs_in(const std::string& uid) { return must(stores.people->staff(entree, Personal<std::string>{uid})); }
    std::vector<store::OpenLink> open() { return must(directories.open_links(school)); }
};

// The school of the test, whose roster names nobody's account.
roster::Snapshot without_accounts() {
    auto snapshot = regenboog();
    for (auto& member : snapshot.staff) member.account.reset();
    return snapshot;
}

}  // namespace

TEST_CASE("who signs in at a provider without a directory gets the account by hand, and keeps it", "[store][links]") {
    ChosenOfTest test;
    test.apply(without_accounts());
    const auto waiting = test.open();
    CHECK(waiting.size() == 2);  // staff who work there; no pupil
    CHECK(std::ranges::all_of(waiting, [](const auto& one) { return one.staff && one.choices.empty(); }));
    must(test.by_hand("Anouk de Vries", entree, "qj7c@regenboog"));
    REQUIRE(test.signs_in("qj7c@regenboog"));
    CHECK(test.signs_in("qj7c@regenboog")->staff == test.member("Anouk de Vries").id);
    CHECK(test.open().size() == 1);
    test.apply(without_accounts());
    CHECK(test.signs_in("qj7c@regenboog"));
}

TEST_CASE("an account by hand is one person's, and somebody's who works there", "[store][links]") {
    ChosenOfTest test;
    test.apply(without_accounts());
    must(test.by_hand("Anouk de Vries", entree, "qj7c@regenboog"));
    CHECK(test.by_hand("Kees Jansen", entree, "qj7c@regenboog").error().remedy == Remedy::conflict);
    for (const auto& [tenant, object] : {std::pair{entree, std::string{}}, {entree, std::string(257, 'x')}, {std::string{}, entree}})
        CHECK(test.by_hand("Kees Jansen", tenant, object).error().remedy == Remedy::correct_input);
    const roster::AccountLine account{entree, Personal<std::string>{"x"}};
    CHECK(test.directories.link(test.school, {}, StaffId{}, account).error().remedy == Remedy::not_found);
    CHECK(test.directories.link(test.school, test.roll()->pupils[0].id, {}, account).error().remedy == Remedy::correct_input);
}

TEST_CASE("another account by hand takes the place of the first, and ends what was signed in with it", "[store][links]") {
    ChosenOfTest test;
    test.apply(without_accounts());
    must(test.by_hand("Anouk de Vries", entree, "qj7c@regenboog"));
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.member("Anouk de Vries").id}, 8h));
    must(test.by_hand("Anouk de Vries", entree, "qj7c@regenboog"));
    CHECK(must(test.stores.sessions->find(token, 60min)));
    must(test.by_hand("Anouk de Vries", entree, "zk2m@regenboog"));
    CHECK_FALSE(test.signs_in("qj7c@regenboog"));
    CHECK(test.signs_in("zk2m@regenboog"));
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
}

TEST_CASE("an account by hand is no way past the directory or the roster", "[store][links]") {
    ChosenOfTest test;
    auto snapshot = without_accounts();
    snapshot.staff[1].account = roster::AccountLine{"tenant-1", Personal<std::string>{"object-s2"}};
    test.apply(snapshot);
    CHECK(test.by_hand("Kees Jansen", entree, "kees").error().remedy == Remedy::conflict);
    auto accounts = regenboog_accounts();
    accounts[3].user = Personal<std::string>{"a.devries@school.example"};
    must(test.directories.apply(test.school, round_of(accounts)));
    CHECK(test.by_hand("Anouk de Vries", "tenant-1", "object-nobody").error().remedy == Remedy::conflict);
    CHECK(test.by_hand("Anouk de Vries", "tenant-1", "o-p1").error().remedy == Remedy::correct_input);  // a pupil's
    must(test.by_hand("Anouk de Vries", "tenant-1", "object-s1"));
    CHECK(test.member("Anouk de Vries").employment == Employment::active);
}

TEST_CASE("who has an account in the directory may sign in at another provider too, and works here as the directory says",
          "[store][links]") {
    ChosenOfTest test;
    test.apply(without_accounts());
    auto accounts = regenboog_accounts();
    accounts[3].user = Personal<std::string>{"a.devries@school.example"};
    must(test.directories.apply(test.school, round_of(accounts)));
    const auto anouk = test.member("Anouk de Vries").id;
    must(test.by_hand("Anouk de Vries", "tenant-1", "object-s1"));
    must(test.by_hand("Anouk de Vries", entree, "qj7c@regenboog"));
    CHECK(test.by_hand("Kees Jansen", entree, "qj7c@regenboog").error().remedy == Remedy::conflict);
    REQUIRE(test.signs_in("qj7c@regenboog"));
    CHECK(test.signs_in("qj7c@regenboog")->staff == anouk);
    CHECK(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"}))->staff == anouk);
    test.apply(without_accounts());
    CHECK(test.signs_in("qj7c@regenboog"));

    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = anouk}, 8h));
    must(test.by_hand("Anouk de Vries", entree, "zk2m@regenboog"));
    CHECK_FALSE(test.signs_in("qj7c@regenboog"));
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));

    must(test.stores.corrections->unlink(test.school, anouk));
    CHECK_FALSE(test.signs_in("zk2m@regenboog"));
    CHECK_FALSE(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
    must(test.by_hand("Anouk de Vries", "tenant-1", "object-s1"));
    must(test.by_hand("Anouk de Vries", entree, "zk2m@regenboog"));

    std::erase_if(accounts, [](const auto& account) { return account.object == Personal<std::string>{"object-s1"}; });
    must(test.directories.apply(test.school, round_of(accounts)));
    CHECK_FALSE(test.signs_in("zk2m@regenboog"));  // the directory has them no more
}

TEST_CASE("a second account that the roster names as somebody's is theirs", "[store][links]") {
    ChosenOfTest test;
    test.apply(without_accounts());
    must(test.directories.apply(test.school, round_of(regenboog_accounts())));
    must(test.by_hand("Anouk de Vries", entree, "kees@regenboog"));
    auto snapshot = without_accounts();
    snapshot.staff[1].account = roster::AccountLine{entree, Personal<std::string>{"kees@regenboog"}};
    test.apply(snapshot);
    CHECK(test.signs_in("kees@regenboog").transform([](const auto& at) { return at.staff; }) != test.member("Anouk de Vries").id);
}
