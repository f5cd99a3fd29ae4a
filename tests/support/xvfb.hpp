#pragma once
// support: an X server of a test's own, on a display that nobody else has, gone when the test is.

#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace monitor::test {

class Xvfb {
public:
    /// `extra`: more arguments, {"-extension", "MIT-SHM"}.
    explicit Xvfb(const std::string& screen = "1280x720x24", const std::vector<std::string>& extra = {}) {
        // A number drawn by lot: an agent whose screen went away asks for it again, and must not find that of another test.
        std::random_device lot;
        for (int tries = 0; tries < 5 && display_.empty(); ++tries)
            begin(":" + std::to_string(100 + lot() % 50'000), screen, extra);
        if (display_.empty()) throw std::runtime_error{"Xvfb did not start"};
    }
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;
    ~Xvfb() { kill(); }

    [[nodiscard]] const std::string& display() const { return display_; }

    void kill() {
        if (server_ <= 0) return;
        ::kill(server_, SIGKILL);
        waitpid(server_, nullptr, 0);
        server_ = 0;
        if (display_.empty()) return;  // that number is somebody else's
        const auto number = display_.substr(1);
        std::remove(("/tmp/.X" + number + "-lock").c_str());
        std::remove(("/tmp/.X11-unix/X" + number).c_str());
    }
    /// Runs an X program on this display to its end.
    [[nodiscard]] bool run(std::vector<std::string> words) const {
        words.insert(words.begin(), {"env", "DISPLAY=" + display_});
        int status = 1;
        waitpid(start(words), &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    /// Another size of the same screen, as a new monitor would bring it; not larger than at the start.
    [[nodiscard]] bool resize(const std::string& width, const std::string& height) const {
        const auto mode = width + "x" + height;
        return run({"xrandr", "--newmode", mode, "38", width, width, width, width, height, height, height, height}) &&
               run({"xrandr", "--addmode", "screen", mode}) && run({"xrandr", "--output", "screen", "--mode", mode});
    }

private:
    void begin(const std::string& display, const std::string& screen, const std::vector<std::string>& extra) {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error{"pipe"};
        std::vector<std::string> words{"Xvfb",       display,    "-displayfd", std::to_string(ends[1]),
                                       "-screen",    "0",        screen,       "-nolisten",
                                       "tcp",        "-noreset", "+extension", "DAMAGE",
                                       "+extension", "RANDR"};
        words.insert(words.end(), extra.begin(), extra.end());
        server_ = start(words);
        close(ends[1]);
        if (!line(ends[0]).empty())  // it says its number once it is ready
            display_ = display;
        else
            kill();
        close(ends[0]);
    }
    static pid_t start(const std::vector<std::string>& words) {
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        const pid_t child = fork();
        if (child != 0) return child;
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO), dup2(nowhere, STDOUT_FILENO);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    static std::string line(int from) {
        std::string text;
        for (char letter{}; read(from, &letter, 1) == 1 && letter != '\n';) text += letter;
        return text;
    }

    std::string display_;
    pid_t server_{};
};

}  // namespace monitor::test
