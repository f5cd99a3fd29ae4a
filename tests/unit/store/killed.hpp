#pragma once
// support: what is left when a process is killed in the middle of a write?
//
// strace kills a child (SIGKILL, nothing is told to it) as it asks the kernel for its n-th write into a file of the database:
// opening, each part of the commit, emptying the log.

#include <cstdlib>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/store_of_test.hpp"

namespace monitor::test {

enum class End { killed, finished, failed };

inline constexpr const char* killed_variable = "MONITOR_KILLED";  // "<directory> <word>", for the child

/// This program once more, with that hidden test, on the store in `directory`.
inline End end_at_write(const char* hidden_test, const std::filesystem::path& directory, const std::string& word, int write) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(killed_variable, (directory.string() + ' ' + word).c_str(), 1);
        ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // its leak check is a tracer itself
        const auto self = std::filesystem::read_symlink("/proc/self/exe").string();
        const auto kill = fmt::format("inject=pwrite64:signal=KILL:when={}", write);
        ::execlp("strace", "strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", kill.c_str(), self.c_str(),
                 hidden_test, static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status{};
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return End::killed;
    return WEXITSTATUS(status) == 0 ? End::finished : End::failed;
}

/// In the child: its word, and the store it was given.
struct Killed {
    ManualClock clock{tuesday};
    NoLog log{};
    std::unique_ptr<Random> lots{seal::system_random()};
    std::string word{};
    store::Stores stores{};

    Killed() {
        const char* given = std::getenv(killed_variable);
        REQUIRE(given != nullptr);
        const std::string words = given;
        const std::filesystem::path directory = words.substr(0, words.rfind(' '));
        word = words.substr(words.rfind(' ') + 1);
        auto opened = store::open({.directory = directory / "store", .keys = directory / "keys" / "keys"}, clock, *lots, log);
        REQUIRE(opened);
        stores = std::move(*opened);
    }
};

/// How far the next write is from the last that was tried.
inline int stride(int usual) {
    return std::getenv("MONITOR_EVERY_WRITE") != nullptr ? 1 : usual;
}

}  // namespace monitor::test
