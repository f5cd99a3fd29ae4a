// store: does looking around a change link exactly whom looking at everybody would?

#include <random>

#include "store/account_rows.hpp"
#include "store/links.hpp"
#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Role;
using store::Extent;

namespace {

/// The same school twice: once as the store keeps it, once with everybody matched anew at every change.
struct Twice : StoreOfTest {
    Temporary elsewhere;
    store::Stores full;
    std::mt19937 lot;
    std::map<int, roster::Account> accounts{};
    std::vector<roster::LinkRule> rules{};

    explicit Twice(unsigned seed) : lot{seed} {
        full = must(store::open({.directory = elsewhere.path() / "store", .keys = options().keys}, clock, random, log));
        rules = roster::usual_rules();
        rules.push_back(*roster::link_rule("name {first}.{surname}"));
    }

    int draw(int below) { return static_cast<int>(lot() % static_cast<unsigned>(below)); }
    // Few values, so that many share one; "" is none.
    Personal<std::string> value(const char* kind, int below) {
        const int drawn = draw(below + 2);
        return Personal<std::string>{drawn < 2 ? std::string{} : kind + std::to_string(drawn)};
    }

    roster::Snapshot administration(int persons) {
        auto snapshot = regenboog();
        snapshot.pupils.clear();
        snapshot.staff.clear();
        for (int at = 0; at < persons; ++at) {
            if (draw(8) == 0) continue;
            auto pupil = pupil_line("p" + std::to_string(at), "Kind " + std::to_string(at), "u" + std::to_string(at));
            pupil.clues = {
                .first = value("f", 6), .surname = value("s", 6), .email = value("e", 3), .number = value("n", persons)};
            if (at % 5 != 0) snapshot.pupils.push_back(std::move(pupil));
            if (at % 5 != 0) continue;
            auto member = staff_line("s" + std::to_string(at), "Juf " + std::to_string(at), "juf" + std::to_string(at));
            member.account.reset();
            member.clues = pupil.clues;
            snapshot.staff.push_back(std::move(member));
        }
        return snapshot;
    }
    roster::Account account(int at, int persons) {
        auto one =
            account_line("o-" + std::to_string(at), "u" + std::to_string(draw(persons + 2)) + "@school.example",
                         std::array{Role::pupil, Role::pupil, Role::staff, Role::unknown}.at(static_cast<std::size_t>(draw(4))),
                         draw(6) == 0 ? roster::Enabled::no : roster::Enabled::yes);
        one.email = value("e", 3);
        one.number = value("n", persons);
        one.first = value("f", 6);
        one.surname = value("s", 6);
        return one;
    }
    store::Round changes(int persons) {
        auto round = round_of({}, Extent::changes);
        round.rules = rules;
        const int several = 1 + draw(draw(10) == 0 ? 20 : 3);
        for (int count = 0; count < several; ++count) {
            const int at = draw(persons);
            if (accounts.contains(at) && draw(3) == 0) {
                round.removed.push_back(accounts.extract(at).mapped().object);
                continue;
            }
            round.accounts.push_back(accounts[at] = account(at, persons));
        }
        return round;
    }

    void take_in(const roster::Snapshot& snapshot) {
        const auto one = must(stores.rosters->apply(snapshot, store::Consent::given));
        const auto other = must(full.rosters->apply(snapshot, store::Consent::given));
        school = one.school;
        REQUIRE(other.school == school);
    }
    void read_everything() {
        auto round = round_of({});
        round.rules = rules;
        round.consent = store::Consent::given;
        for (const auto& [at, account] : accounts) round.accounts.push_back(account);
        must(stores.directories->apply(school, round));
        must(full.directories->apply(school, round));
    }
    store::RoundApplied read(const store::Round& round) {
        store::PeopleFile file{store::Database{store::sqlite_engine(elsewhere.path() / "store/people.db")}, *full.keys, clock, random, log};
        const store::Reaching own{file.database, school};
        store::Change change{file};
        (void)store::write_accounts(file, school, round, store::Past::none, clock.now());
        (void)store::link(file, school, clock.now());
        change.raise(school);
        change.commit();
        return must(stores.directories->apply(school, round));
    }

    using Links = std::map<Bytes, Bytes>;
    static Links links(const std::filesystem::path& path) {
        Inside file{path};
        Links links;
        for (const auto& row : file.rows("SELECT id, account_lookup FROM pupils WHERE account_lookup IS NOT NULL UNION ALL"
                                         " SELECT id, account_lookup FROM staff WHERE account_lookup IS NOT NULL"))
            links.emplace(row.bytes(0), row.bytes(1));
        return links;
    }
    Links near_links() { return links(options().directory / "people.db"); }
    Links full_links() { return links(elsewhere.path() / "store/people.db"); }
    std::uint64_t doubts() {
        const auto open = must(full.directories->open_links(school));
        return static_cast<std::uint64_t>(
            std::ranges::count_if(open, [](const auto& one) { return one.doubt != roster::Doubt::no_account; }));
    }
};

}  // namespace

TEST_CASE("a change links exactly whom matching everybody anew would, in whatever order people and accounts come",
          "[files][store][links]") {
    const auto seed = GENERATE(range(1U, 5U));
    const int persons = seed % 3 == 0 ? 60 : 12;
    INFO("seed " << seed);
    Twice test{seed};
    std::size_t most{};
    if (seed % 2 == 0) test.take_in(test.administration(persons));
    if (seed % 2 == 1) test.take_in(test.administration(1));
    test.read_everything();
    for (int step = 0; step < 60; ++step) {
        INFO("step " << step);
        switch (test.draw(12)) {
            case 0: test.take_in(test.administration(persons)); break;
            case 1: test.read_everything(); break;
            default: {
                const auto applied = test.read(test.changes(persons));
                CHECK(applied.doubtful == test.doubts());
            }
        }
        REQUIRE(test.near_links() == test.full_links());
        most = std::max(most, test.near_links().size());
    }
    CHECK(most > 1);
}
