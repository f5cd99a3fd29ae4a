// start: what did the operator type?

#include "start/command_line.hpp"

#include <string_view>

#include <fmt/format.h>

namespace monitor::start {

std::expected<CommandLine, std::string> command_line(std::span<const char* const> arguments) {
    CommandLine wanted;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        const std::string_view word = arguments[at];
        const bool takes_value = word == "--config" || word == "--log";
        if (takes_value && at + 1 == arguments.size()) return std::unexpected{fmt::format("{} needs a value", word)};
        const std::string_view value = takes_value ? arguments[++at] : "";
        if (word == "--config")
            wanted.config = value;
        else if (word == "--log" && value == "json")
            wanted.log = LogForm::json;
        else if (word == "--log" && value == "text")
            wanted.log = LogForm::text;
        else if (word == "--log")
            return std::unexpected{fmt::format("--log is text or json, not '{}'", value)};
        else if (word == "--check")
            wanted.wish = Wish::check;
        else if (word == "--help" || word == "-h")
            wanted.wish = Wish::help;
        else if (word == "--version")
            wanted.wish = Wish::version;
        else
            return std::unexpected{fmt::format("I do not know '{}'; see --help", word)};
    }
    return wanted;
}

std::string_view help() noexcept {
    return "monitor-server [--config FILE] [--check] [--log text|json]\n"
           "\n"
           "  --config FILE   the settings (default /etc/monitor/server.toml); docs/operations/settings.md says what may be in "
           "it\n"
           "  --check         read the settings, say every problem with its line, and stop\n"
           "  --log FORM      how lines look on standard error: text (default) or json\n"
           "  --version       which version this is\n"
           "\n"
           "Exit codes: 0 it stopped when asked; 1 it could not start or go on; 2 the settings or this command are wrong.\n"
           "SIGTERM and SIGINT end every view, write that down, and stop.\n";
}

}  // namespace monitor::start
