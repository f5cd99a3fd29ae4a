// monitor-agent: the parts list of the pupil's side. Core and agent only: no database, no Poco.

#include <cstdlib>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include "agent_commands/commands.hpp"
#include "monitor/seal/secret.hpp"

namespace {

using namespace monitor;
using namespace monitor::agent_cli;

Language spoken() {
    for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const auto* value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view{value}.starts_with("nl") ? Language::nl : Language::en;
    return Language::en;
}

/// Pictures and the device's key never land in a core file.
void no_core_files() {
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
}

int understood(CLI::App& app, int count, char** words) {
    // `monitor agent service` comes here as it was typed: the word "agent" is already true.
    std::vector<std::string> rest;
    for (int i = count - 1; i > 0; --i) rest.emplace_back(words[i]);
    if (!rest.empty() && rest.back() == "agent") rest.pop_back();
    try {
        app.parse(std::move(rest));
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? -1 : static_cast<int>(Exit::usage);
    }
}

}  // namespace

int main(int count, char** words) {
    no_core_files();
    const SystemClock clock;
    const auto random = seal::system_random();
    ErrorStreamLog log;
    Context context{clock, *random, log, spoken()};
    Work chosen;

    CLI::App app{say(context, Word::help_agent), "monitor-agent"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "monitor-agent " MONITOR_VERSION, say(context, Word::help_version));
    app.footer(say(context, Word::help_footer));
    app.fallthrough();
    app.add_flag_callback(
        "-q,--quiet", [&] { log.least = Level::warning; }, say(context, Word::help_quiet));
    app.add_flag_callback(
        "-v,--verbose", [&] { log.least = Level::debug; }, say(context, Word::help_verbose));
    add_service(app, context, chosen);
    add_run(app, context, chosen);
    add_capture(app, context, chosen);

    if (const int end = understood(app, count, words); end != 0) return end < 0 ? 0 : end;
    return static_cast<int>(chosen());
}
