#pragma once
// support: a program in a process of its own, its error stream in a file, ended when the test is.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor/base/clock.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

/// Becomes true in time? Other processes have clocks of their own, so this looks, and looks again.
[[nodiscard]] inline bool soon(const std::function<bool()>& true_now, std::chrono::milliseconds patience = 10s) {
    const SystemClock clock;
    for (const Tick end = clock.tick() + patience; clock.tick() < end; std::this_thread::sleep_for(5ms))
        if (true_now()) return true;
    return true_now();
}

class Program {
public:
    Program(std::vector<std::string> words, std::filesystem::path errors, std::uint32_t account = ::geteuid())
        : errors_{std::move(errors)} {
        child_ = ::fork();
        if (child_ != 0) return;
        const int file = ::open(errors_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        ::dup2(file, STDERR_FILENO);
        if (account != ::geteuid() && (::setgid(account) != 0 || ::setuid(account) != 0)) ::_exit(126);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // after the account: changing that forgets it
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (child_ > 0) (void)end(SIGKILL);
    }

    void signal(int which) const { ::kill(child_, which); }
    /// Its exit code, or minus the signal it died of.
    int end(int which) {
        signal(which);
        return wait();
    }
    /// As end(), when it ends by itself.
    int wait() {
        int status{};
        ::waitpid(std::exchange(child_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    [[nodiscard]] bool runs() const { return child_ > 0 && ::waitpid(child_, nullptr, WNOHANG) == 0; }
    [[nodiscard]] std::string errors() const {
        std::stringstream all;
        all << std::ifstream{errors_}.rdbuf();
        return all.str();
    }
    [[nodiscard]] bool says(std::string_view words) const { return errors().find(words) != std::string::npos; }
    [[nodiscard]] pid_t process() const { return child_; }

private:
    std::filesystem::path errors_;
    pid_t child_{};
};

}  // namespace monitor::test
