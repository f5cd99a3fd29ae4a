// Which settings of the agent are taken?

#include "monitor/settings/agent.hpp"

#include <catch2/catch.hpp>

using namespace monitor::settings;

namespace {

std::string told(std::string_view toml) {
    const auto read = agent(toml, "/etc/monitor-agent");
    return read ? "" : describe(read.error(), "f");
}

}  // namespace

TEST_CASE("an agent needs no settings at all", "[settings]") {
    const auto read = agent("", "/etc/monitor-agent");
    REQUIRE(read);
    CHECK(read->state == "/var/lib/monitor-agent");
    CHECK(read->socket == "/run/monitor-agent/desktop.sock");
    CHECK(read->user.empty());
    CHECK(read->enrolment.empty());
    CHECK(read->capture == "auto");
}

TEST_CASE("every setting of the agent is read, paths from where the file stands", "[settings]") {
    const auto read =
        agent("[agent]\nstate = \"s\"\nsocket = \"/run/d.sock\"\nuser = \"sanne.b\"\nenrolment = \"token\"\ncapture = \"x11\"\n",
              "/etc/a");
    REQUIRE(read);
    CHECK(read->state == "/etc/a/s");
    CHECK(read->socket == "/run/d.sock");
    CHECK(read->user == "sanne.b");
    CHECK(read->enrolment == "/etc/a/token");
    CHECK(read->capture == "x11");
}

TEST_CASE("problems of the agent's file are told at once", "[settings]") {
    CHECK(told("[agent]\nuser = 7\ncapture = \"../x\"\nsokcet = \"s\"\n") ==
          "f:2: agent.user: must be a text between quotes\n"
          "f:3: agent.capture: must be the name of a way to capture, such as \"auto\" or \"x11\"\n"
          "f:4: agent.sokcet: is not a key that exists (did you mean `socket`?)\n");
    CHECK(told("state = \"s\"\n") == "f:1: state: is not a key that exists\n");
    CHECK(told("[agent]\nuser = \"" + std::string(257, 'u') + "\"\n") == "f:2: agent.user: is longer than 256 bytes\n");
}
