// cli: `monitor agent …` and `monitor capture …` are another program, so that a pupil's device needs no database on it.

#include <array>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "commands/commands.hpp"

namespace monitor::cli {

std::expected<void, Exit> become_agent(int count, char** words, Language language) {
    if (count < 2) return {};
    const std::string_view first{words[1]};
    if (first != "agent" && first != "capture") return {};
    std::error_code code;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
    const auto agent = (self.parent_path() / "monitor-agent").string();
    if (!code) execv(agent.c_str(), words);
    const auto why = code ? code : std::error_code{errno, std::generic_category()};
    std::cerr << "monitor: " << fmt::format(fmt::runtime(text::words(Word::no_agent, language)), agent, why.message()) << '\n';
    return std::unexpected{Exit::not_found};
}

void add_agent(Command monitor) {
    monitor.elsewhere("agent", Word::help_agent);
    monitor.elsewhere("capture", Word::help_capture);
}

}  // namespace monitor::cli
