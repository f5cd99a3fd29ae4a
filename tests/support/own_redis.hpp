#pragma once
// support: a real Redis of one test alone, on a socket of its own.

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "processes/program.hpp"
#include "support/temporary.hpp"

namespace monitor::test {

/// In memory unless `words` say otherwise.
class Redis {
public:
    explicit Redis(std::vector<std::string> words = {}) : words_{std::move(words)} { start(); }

    void start() {
        std::vector<std::string> all{MONITOR_REDIS, "--port", "0", "--unixsocket", socket(), "--dir", directory_.path().string(),
                                     "--logfile", (directory_.path() / "log").string(), "--save", "", "--appendonly", "no"};
        all.insert(all.end(), words_.begin(), words_.end());
        program_ = std::make_unique<Program>(all, directory_.path() / "errors");
        REQUIRE(soon([&] { return say("PING"); }));
    }
    void stop() { program_.reset(); }
    [[nodiscard]] std::string socket() const { return (directory_.path() / "redis.sock").string(); }
    [[nodiscard]] std::string at() const { return "unix:" + socket(); }
    /// One command of redis-cli; did it go well?
    [[nodiscard]] bool say(const std::string& command) const {
        return std::system(fmt::format("redis-cli -e -s {} {} >/dev/null 2>&1", socket(), command).c_str()) == 0;
    }

private:
    Temporary directory_{};
    std::vector<std::string> words_;
    std::unique_ptr<Program> program_{};
};

}  // namespace monitor::test
