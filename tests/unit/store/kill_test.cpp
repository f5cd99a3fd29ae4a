// store: what is left when the process is killed while a roster is being written? The old school, or the new one.
//
// strace kills a child (SIGKILL, nothing is told to it) as it asks the kernel for its n-th write into a file of the database:
// opening, each part of the commit, emptying the log. n grows from run to run, until the child comes to its end; by one with
// MONITOR_EVERY_WRITE=1 in the environment.

#include <cstdlib>
#include <iostream>
#include <set>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/directory_of_test.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

constexpr int crowd = 500;
constexpr const char* variable = "MONITOR_KILL_TEST";  // "<directory> <mark>", for the child

roster::Snapshot large(const std::string& mark) {
    auto snapshot = regenboog();
    for (int number = 0; number < crowd; ++number) {
        const auto key = std::to_string(number);
        snapshot.pupils.push_back(pupil_line("k" + key, mark + ' ' + key, "user." + key));
    }
    return snapshot;
}

enum class End { killed, finished, failed };

// This program once more, with the hidden test below, under strace.
End apply_until(const std::filesystem::path& directory, const std::string& mark, int write) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(variable, (directory.string() + ' ' + mark).c_str(), 1);
        ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // its leak check is a tracer itself
        const auto self = std::filesystem::read_symlink("/proc/self/exe").string();
        const auto kill = fmt::format("inject=pwrite64:signal=KILL:when={}", write);
        ::execlp("strace", "strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", kill.c_str(), self.c_str(),
                 "[.killed]", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status{};
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return End::killed;
    return WEXITSTATUS(status) == 0 ? End::finished : End::failed;
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
    const char* given = std::getenv(variable);
    REQUIRE(given != nullptr);
    const std::string words = given;
    const std::filesystem::path directory = words.substr(0, words.rfind(' '));
    const ManualClock clock{tuesday};
    NoLog log;
    const auto lots = seal::system_random();
    auto stores = store::open({.directory = directory / "store", .keys = directory / "keys" / "keys"}, clock, *lots, log);
    REQUIRE(stores);
    CHECK(stores->rosters->apply(large(words.substr(words.rfind(' ') + 1))));
}

TEST_CASE("a process that is killed at any write while it applies a roster leaves the old school or the new one, never a mix",
          "[store]") {
    StoreOfTest test;
    std::string now = "A";
    test.apply(large(now));
    must(test.stores.directories->apply(test.school, round_of(regenboog_accounts())));
    const auto linked = must(test.stores.directories->state(test.school))->linked;
    CHECK(linked == 6);
    std::set<End> ends;
    int kills{}, old{}, fresh{};
    const int stride = std::getenv("MONITOR_EVERY_WRITE") != nullptr ? 1 : 9;
    int write = 1;
    for (; !ends.contains(End::finished); write += write < 12 ? 1 : stride) {
        REQUIRE(write < 5'000);
        const std::string next = now == "A" ? "B" : "A";
        const auto revision = test.revision();
        test.stores = {};
        const auto end = apply_until(test.directory.path(), next, write);
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
