// Do the examples in docs/operations/settings.md do what they show?

#include <fstream>
#include <sstream>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/settings/agent.hpp"
#include "monitor/settings/server.hpp"

using namespace monitor::settings;

namespace {

/// The blocks that begin with exactly this fence.
std::vector<std::string> blocks(std::string_view fence) {
    std::ifstream file{MONITOR_TEST_DATA "/../docs/operations/settings.md"};
    std::vector<std::string> all;
    bool inside{};
    for (std::string line; std::getline(file, line);) {
        if (!inside && line == fence) {
            inside = true;
            all.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            all.back() += line + "\n";
        }
    }
    return all;
}

}  // namespace

TEST_CASE("every example of a server's settings is taken", "[settings][docs]") {
    const auto examples = blocks("```toml");
    REQUIRE(examples.size() == 3);
    for (const auto& example : examples) {
        const auto read = server(example, "/etc/monitor");
        INFO(example << (read ? "" : describe(read.error(), "settings.md")));
        CHECK(read);
    }
}

TEST_CASE("every example of an agent's settings is taken", "[settings][docs]") {
    const auto examples = blocks("```toml agent");
    REQUIRE(examples.size() == 2);
    for (const auto& example : examples) {
        const auto read = agent(example, "/etc/monitor-agent");
        INFO(example << (read ? "" : describe(read.error(), "settings.md")));
        CHECK(read);
    }
}

TEST_CASE("what the page says a problem looks like is what a problem looks like", "[settings][docs]") {
    const auto read = server("[server]\npublic_url = \"https://school.example\"\nstate = \"s\"\nlisen = \"x\"\n", "/etc");
    REQUIRE_FALSE(read);
    const auto told = describe(read.error(), "server.toml");
    const auto shown = blocks("```").at(0);
    const auto first = shown.substr(0, shown.find('\n') + 1);
    CHECK(told.find(first) != std::string::npos);
}
