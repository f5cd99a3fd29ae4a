// settings: how is the agent's file read?

#include "monitor/settings/agent.hpp"

#include "settings/section.hpp"

namespace monitor::settings {
namespace {

constexpr std::size_t longest_user = 256;

void read_agent(Section section, const std::filesystem::path& directory, Agent& agent) {
    const auto path = [&](std::string_view key, std::filesystem::path& to) {
        if (const auto given = section.text(key, Need::optional)) to = directory / given->text;
    };
    path("state", agent.state);
    path("socket", agent.socket);
    path("enrolment", agent.enrolment);
    if (const auto user = section.text("user", Need::optional)) {
        agent.user = user->text;
        if (agent.user.size() > longest_user) section.problem(user->line, "user", "is longer than 256 bytes");
    }
    if (const auto capture = section.text("capture", Need::optional)) {
        agent.capture = capture->text;
        if (agent.capture.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) {
            section.problem(capture->line, "capture", "must be the name of a way to capture, such as \"auto\" or \"x11\"");
        }
    }
    section.refuse_the_rest();
}

}  // namespace

std::expected<Agent, Problems> agent(std::string_view toml, const std::filesystem::path& directory) {
    const auto file = document(toml);
    if (!file) return std::unexpected{file.error()};
    Agent agent;
    Problems problems;
    Section whole{*file, {}, problems};
    if (const auto* table = whole.table("agent", Need::optional)) read_agent({*table, "agent", problems}, directory, agent);
    whole.refuse_the_rest();
    sort_by_line(problems);
    if (!problems.empty()) return std::unexpected{std::move(problems)};
    return agent;
}

}  // namespace monitor::settings
