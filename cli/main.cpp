// monitor: what an administrator types. A parts list: the commands stand in commands/, one file each.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "commands/commands.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/seal/secret.hpp"

namespace {

using namespace monitor;
using namespace monitor::cli;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

Language spoken() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (const auto value = variable(name); !value.empty()) return value.starts_with("nl") ? Language::nl : Language::en;
    }
    return Language::en;
}

int run(int count, char** words) {
    if (const auto there = become_agent(count, words, spoken()); !there) return static_cast<int>(there.error());
    const SystemClock clock;
    const auto random = seal::system_random();
    Context context{.clock = clock, .random = *random, .language = spoken()};
    context.settings = variable("MONITOR_CONFIG").empty() ? "monitor.toml" : variable("MONITOR_CONFIG");
    context.colour = isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() ? Colour::coloured : Colour::plain;

    CLI::App app{say(context, Word::help_monitor), "monitor"};
    Work chosen;
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", "monitor " MONITOR_VERSION, say(context, Word::help_version));
    app.add_option("--config", context.settings, say(context, Word::help_config))->type_name("FILE");
    app.add_flag_callback(
        "--no-color", [&] { context.colour = Colour::plain; }, say(context, Word::help_no_color));
    app.footer(say(context, Word::help_footer));
    const Command monitor{app, context, chosen};
    add_agent(monitor);
    add_roster(monitor);
    add_school(monitor);
    add_site(monitor);
    add_admin(monitor);
    add_device(monitor);
    add_directory(monitor);
    add_session(monitor);
    add_lesson(monitor);
    add_objection(monitor);
    add_code(monitor);
    add_policy(monitor);
    add_audit(monitor);
    add_privacy(monitor);
    add_retention(monitor);
    add_doctor(monitor);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(Exit::usage);
    }
    return static_cast<int>(chosen ? chosen(context) : Exit::usage);
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        std::cerr << "monitor: " << error.what() << '\n';
        return static_cast<int>(monitor::cli::Exit::failure);
    }
}
