// store: is a reading of the directory that lacks many people held for a person, while who is named as switched off is out at
// once?

#include "support/directory_of_test.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Enabled;
using roster::Role;
using store::Extent;
using store::Fate;

namespace {

// 20 pupils and 10 staff, all linked by their user names.
struct LargeSchool : StoreOfTest {
    std::vector<roster::Account> accounts{};

    LargeSchool() {
        auto snapshot = regenboog();
        snapshot.pupils.clear();
        snapshot.staff.clear();
        for (int at = 0; at < 20; ++at) {
            const auto user = "kind." + std::to_string(at);
            snapshot.pupils.push_back(pupil_line("k" + std::to_string(at), "Kind K.", user));
            accounts.push_back(account_line("o-k" + std::to_string(at), user + "@school.example", Role::pupil));
        }
        for (int at = 0; at < 10; ++at) {
            const auto user = "juf." + std::to_string(at);
            snapshot.staff.push_back(staff_line("j" + std::to_string(at), "Juf J.", user));
            snapshot.staff.back().account.reset();
            accounts.push_back(account_line("o-j" + std::to_string(at), user + "@school.example", Role::staff));
        }
        apply(snapshot);
        CHECK(read(accounts).linked == 30);
    }
    store::RoundApplied read(const store::Round& round) { return must(stores.directories->apply(school, round)); }
    store::RoundApplied read(std::vector<roster::Account> all) { return read(round_of(std::move(all))); }
    [[nodiscard]] std::vector<roster::Account> without(std::size_t from, std::size_t count) const {
        auto fewer = accounts;
        const auto first = fewer.begin() + static_cast<std::ptrdiff_t>(from);
        fewer.erase(first, first + static_cast<std::ptrdiff_t>(count));
        return fewer;
    }
    identity::SessionToken sign_in(const std::string& user) {
        return must(stores.sessions->begin({.school = school, .staff = staff(user + "@school.example")}, 10h));
    }
    bool signed_in(const identity::SessionToken& token) { return must(stores.sessions->find(token, 60min)).has_value(); }
    store::DirectoryState state() { return *must(stores.directories->state(school)); }
};

}  // namespace

TEST_CASE("a whole reading that lacks more than a fifth of the pupils or staff is held, and nobody loses anything by it",
          "[store]") {
    LargeSchool test;
    const auto token = test.sign_in("juf.9");
    const auto from = GENERATE(std::size_t{0}, std::size_t{25});  // pupils, or staff
    test.clock.advance(10min);
    auto fewer = round_of(test.without(from, 5));
    fewer.resume = "later";
    const auto held = test.read(fewer);
    CHECK(held.fate == Fate::held_for_consent);
    CHECK(held.pupils_lost == (from == 0 ? 5 : 0));
    CHECK(held.staff_lost == (from == 0 ? 0 : 5));
    CHECK(held.linked == 30);
    CHECK(held.sessions_ended == 0);
    CHECK(test.signed_in(token));
    const auto state = test.state();
    CHECK(state.accounts == 30);
    CHECK(state.resume == round_of({}).resume);
}

TEST_CASE("while a reading is held the directory grows older, so that nobody looks after a day", "[store]") {
    LargeSchool test;
    const auto read = test.state().read;
    test.clock.advance(1h);
    CHECK(test.read(test.without(0, 5)).fate == Fate::held_for_consent);
    CHECK(test.state().read == read);
    CHECK(test.roll()->directory_read == read);
    CHECK(test.read(test.accounts).fate == Fate::applied);
    CHECK(test.state().read == test.clock.now());
}

TEST_CASE("whom a held reading names as switched off is out at once", "[store]") {
    LargeSchool test;
    const auto token = test.sign_in("juf.9"), other = test.sign_in("juf.8");
    auto fewer = test.without(0, 5);
    fewer.back().enabled = Enabled::no;
    const auto revision = test.revision();
    const auto held = test.read(fewer);
    CHECK(held.fate == Fate::held_for_consent);
    CHECK(held.sessions_ended == 1);
    CHECK_FALSE(test.signed_in(token));
    CHECK(test.signed_in(other));
    CHECK(test.revision() > revision);
    CHECK_FALSE(must(test.stores.people->staff("tenant-1", Personal<std::string>{"o-j9"})));
}

TEST_CASE("switched off, however many, is never in doubt", "[store]") {
    LargeSchool test;
    auto all = test.accounts;
    for (auto& account : all) account.enabled = Enabled::no;
    const auto applied = test.read(all);
    CHECK(applied.fate == Fate::applied);
    CHECK(applied.pupils_lost + applied.staff_lost == 0);
}

TEST_CASE("a role that many lose is as much in doubt as an account that is gone", "[store]") {
    LargeSchool test;
    auto all = test.accounts;
    for (std::size_t at = 20; at < 25; ++at) all[at].role = Role::pupil;
    const auto held = test.read(all);
    CHECK(held.fate == Fate::held_for_consent);
    CHECK(held.staff_lost == 5);
}

TEST_CASE("a person lets it pass, and a few need nobody's consent", "[store]") {
    LargeSchool test;
    auto fewer = round_of(test.without(0, 12));
    fewer.consent = store::Consent::given;
    const auto applied = test.read(fewer);
    CHECK(applied.fate == Fate::applied);
    CHECK(applied.pupils_lost == 12);
    CHECK(applied.linked == 18);
    CHECK(test.read(test.without(0, 16)).fate == Fate::applied);  // four of eight: fewer than five
}

TEST_CASE("what a list of changes names as gone goes at once, however many", "[store]") {
    LargeSchool test;
    const auto token = test.sign_in("juf.9");
    auto changes = round_of({}, Extent::changes);
    for (const auto& account : test.accounts) changes.removed.push_back(account.object);
    const auto applied = test.read(changes);
    CHECK(applied.fate == Fate::applied);
    CHECK(applied.removed == 30);
    CHECK_FALSE(test.signed_in(token));
}
