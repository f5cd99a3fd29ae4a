// monitor-agent: the parts list of the pupil's side, and the words that may be typed. Core and agent only: no database, no Poco.
// CLI11 is seen here alone: it is headers, compiled anew wherever they are seen.

#include <cstdlib>
#include <functional>
#include <memory>
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

using Work = std::function<Exit()>;

void add_service(CLI::App& app, const Context& context, Work& chosen) {
    auto* command = app.add_subcommand("service", say(context, Word::help_service));
    auto config = std::make_shared<std::filesystem::path>("/etc/monitor/agent.toml");
    command->add_option("--config", *config, say(context, Word::help_config))
        ->envname("MONITOR_AGENT_CONFIG")
        ->capture_default_str();
    command->footer(say(context, Word::help_service_footer));
    command->callback([&context, &chosen, config] { chosen = [&context, config] { return serve(context, *config); }; });
}

void add_run(CLI::App& app, const Context& context, Work& chosen) {
    auto* command = app.add_subcommand("run", say(context, Word::help_run));
    auto asked = std::make_shared<DesktopWords>();
    command->add_option("--config", asked->config, say(context, Word::help_config))->envname("MONITOR_AGENT_CONFIG");
    command->add_option("--socket", asked->socket, say(context, Word::help_socket));
    auto* display = command->add_option("--display", asked->display, say(context, Word::help_display));
    command->add_option("--backend", asked->backend, say(context, Word::help_backend));
    command->add_option("--source", asked->source, say(context, Word::help_source))->excludes(display);
    command->add_option("--language", asked->language, say(context, Word::help_language))
        ->check(CLI::IsMember({"nl", "en"}))
        ->capture_default_str();
    command->footer(say(context, Word::help_run_footer));
    command->callback([&context, &chosen, asked] { chosen = [&context, asked] { return stand(context, *asked); }; });
}

void add_capture(CLI::App& app, const Context& context, Work& chosen) {
    auto* capture = app.add_subcommand("capture", say(context, Word::help_capture))->require_subcommand(1);
    auto* command = capture->add_subcommand("once", say(context, Word::help_once));
    auto asked = std::make_shared<OnceWords>();
    command->add_option("--out", asked->out, say(context, Word::help_out))->required();
    command->add_option("--backend", asked->backend, say(context, Word::help_backend))->capture_default_str();
    command->add_option("--source", asked->source, say(context, Word::help_source));
    command->add_option("--size", asked->size, say(context, Word::help_size))->capture_default_str();
    command->add_flag("--force", asked->force, say(context, Word::help_force));
    command->footer(say(context, Word::help_once_footer));
    command->callback([&context, &chosen, asked] { chosen = [&context, asked] { return capture_once(context, *asked); }; });
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
    const Context context{clock, *random, log, spoken()};
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
