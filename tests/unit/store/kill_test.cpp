// store: what is left when the process dies while a roster is being written? The old school, or the new one.
//
// The kernel kills the child (SIGXFSZ) at its first write beyond a size; the size grows from run to run, so that it dies while
// opening, at each part of the commit, while emptying the log, and at last not at all.

#include <csignal>
#include <set>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

constexpr int crowd = 300;

roster::Snapshot large(const std::string& mark) {
    auto snapshot = regenboog();
    for (int number = 0; number < crowd; ++number) {
        const auto key = std::to_string(number);
        snapshot.pupils.push_back(pupil_line("k" + key, mark + ' ' + key, "user." + key));
    }
    return snapshot;
}

enum class End { died, finished, failed };

End apply_in_a_child(StoreOfTest& test, const roster::Snapshot& snapshot, std::uint64_t bytes) {
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit no_core{0, 0}, limit{bytes, bytes};
        ::setrlimit(RLIMIT_CORE, &no_core);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        std::signal(SIGXFSZ, SIG_DFL);
        bool done{};
        if (auto stores = test.another()) done = stores->rosters->apply(snapshot).has_value();
        ::_exit(done ? 0 : 1);
    }
    int status{};
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return End::died;
    return WEXITSTATUS(status) == 0 ? End::finished : End::failed;
}

}  // namespace

TEST_CASE("a process that dies while it applies a roster leaves the old school or the new one, never a mix", "[store]") {
    StoreOfTest test;
    std::string now = "A";
    test.apply(large(now));
    std::set<End> ends;
    int old{}, fresh{};
    for (std::uint64_t bytes = 20'000; bytes < 900'000 && !ends.contains(End::finished);
         bytes += bytes < 120'000 ? 15'000 : 60'000) {
        const std::string next = now == "A" ? "B" : "A";
        const auto revision = test.revision();
        test.stores = {};
        const auto end = apply_in_a_child(test, large(next), bytes);
        ends.insert(end);
        test.reopen();
        const auto roll = test.roll();
        REQUIRE(roll->pupils.size() == crowd + 3);
        std::set<std::string> marks;
        for (const auto& pupil : roll->pupils) {
            const auto& name = pupil.name.reveal(Purpose::operate);
            if (name.size() <= 5 && name[1] == ' ') marks.insert(name.substr(0, 1));
        }
        REQUIRE(marks.size() == 1);
        const bool changed = *marks.begin() == next;
        CHECK(roll->revision == revision + (changed ? 1 : 0));
        if (end == End::finished) CHECK(changed);
        ++(changed ? fresh : old);
        now = *marks.begin();
    }
    CHECK(ends.contains(End::died));
    CHECK(ends.contains(End::finished));
    CHECK(old > 3);
    CHECK(fresh > 0);
    CHECK(test.apply(large("C")).pupils.changed == crowd);
}
