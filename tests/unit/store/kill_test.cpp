// store: what is left when the process is killed while a roster is being written? The old school, or the new one.
//
// The same for an erasure, which gives everybody who stays another key.
//
// One write further from run to run (killed.hpp), until the child comes to its end; by one with MONITOR_EVERY_WRITE=1 in the
// environment.

#include <iostream>
#include <set>

#include <fmt/format.h>

#include "killed.hpp"
#include "support/directory_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

constexpr int crowd = 500;

roster::Snapshot large(const std::string& mark) {
    auto snapshot = regenboog();
    for (int number = 0; number < crowd; ++number) {
        const auto key = std::to_string(number);
        snapshot.pupils.push_back(pupil_line("k" + key, mark + ' ' + key, "user." + key));
    }
    return snapshot;
}

// The mark all pupils of the crowd carry: one, never two.
std::string mark(const school::Roll& roll) {
    std::set<std::string> marks;
    for (const auto& pupil : roll.pupils) {
        const auto& name = pupil.name.reveal(Purpose::operate);
        if (name.size() > 2 && name[1] == ' ') marks.insert(name.substr(0, 1));
    }
    REQUIRE(marks.size() == 1);
    return *marks.begin();
}

}  // namespace

TEST_CASE("the child that is killed", "[.killed]") {
    Killed child;
    CHECK(child.stores.rosters->apply(large(child.word)));
}

TEST_CASE("a process that is killed at any write while it applies a roster leaves the old school or the new one, never a mix",
          "[files][store]") {
    StoreOfTest test;
    std::string now = "A";
    test.apply(large(now));
    must(test.stores.directories->apply(test.school, round_of(regenboog_accounts())));
    const auto linked = must(test.stores.directories->state(test.school))->linked;
    CHECK(linked == 6);
    std::set<End> ends;
    int kills{}, old{}, fresh{};
    int write = 1;
    for (; !ends.contains(End::finished); write += write < 12 ? 1 : stride(9)) {
        REQUIRE(write < 5'000);
        const std::string next = now == "A" ? "B" : "A";
        const auto revision = test.revision();
        test.stores = {};
        const auto end = end_at_write("[.killed]", test.directory.path(), next, write);
        REQUIRE(end != End::failed);
        ends.insert(end);
        kills += end == End::killed ? 1 : 0;
        test.reopen();
        const auto roll = test.roll();
        REQUIRE(roll->pupils.size() == crowd + 3);
        const bool changed = mark(*roll) == next;
        CHECK(roll->revision == revision + (changed ? 1 : 0));
        CHECK(must(test.stores.directories->state(test.school))->linked == linked);
        if (end == End::finished) CHECK(changed);
        ++(changed ? fresh : old);
        now = mark(*roll);
    }
    std::cout << fmt::format(
        "killed {} times, at up to {} writes of an import of {} pupils: {} times the old school, {} times the new\n", kills,
        write, crowd, old, fresh);
    CHECK(kills > 10);
    CHECK(old > 5);
    CHECK(fresh > 0);
    // Once more, by a process that lives: done as if nothing had happened; and again, nothing is left to do.
    CHECK(test.apply(large("C")).pupils == roster::Tally{.changed = crowd, .unchanged = 3});
    CHECK(test.apply(large("C")).pupils == roster::Tally{.unchanged = crowd + 3});
}

TEST_CASE("the child that erases somebody", "[.killed-erasing]") {
    Killed child;
    const auto between = child.word.find(':');
    const auto school = SchoolId::from_text(child.word.substr(0, between));
    const auto pupil = PupilId::from_text(child.word.substr(between + 1));
    REQUIRE((school && pupil));
    CHECK(child.stores.persons->erase(*school, *pupil, store::Return::kept_out));
}

TEST_CASE("a process that is killed at any write while somebody is erased leaves all others with their names", "[files][store]") {
    int kills{}, erased{}, there{};
    for (int write = 1;; write += stride(4)) {
        REQUIRE(write < 5'000);
        StoreOfTest test;
        test.apply(regenboog());
        const auto before = test.roll()->pupils;
        test.stores = {};
        const auto end = end_at_write("[.killed-erasing]", test.directory.path(), test.school.text() + ':' + before.at(0).id.text(), write);
        REQUIRE(end != End::failed);
        kills += end == End::killed ? 1 : 0;
        for (int opening = 0; opening < 2; ++opening) {  // what the ledger says is done at the first
            test.reopen();
            must(store::sweep(test.stores, test.clock.now()));
        }
        CHECK(must(test.stores.quarantines->all()).empty());
        std::set<std::string> names;
        const auto now = test.roll();
        for (const auto& pupil : now->pupils) names.insert(pupil.name.reveal(Purpose::operate));
        ++(names.size() == before.size() ? there : erased);
        CHECK(names.size() >= before.size() - 1);
        for (std::size_t at = 1; at < before.size(); ++at) CHECK(names.contains(before[at].name.reveal(Purpose::operate)));
        if (end == End::finished) {
            CHECK(names.size() == before.size() - 1);
            break;
        }
    }
    std::cout << fmt::format("killed {} times while somebody was erased: {} times erased, {} times there as before\n", kills, erased, there);
    CHECK(kills > 5);
    CHECK(erased > 1);
    CHECK(there > 1);
}
