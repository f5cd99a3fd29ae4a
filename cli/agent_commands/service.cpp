// monitor-agent service: the half that holds the key and the line.

#include "monitor/agent/service.hpp"

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::agent_cli {
namespace {

Exit serve(Context& context, const std::filesystem::path& path) {
    const auto settings = settings_in(context, path);
    if (!settings) return settings.error();
    const auto loop = transport::make_loop();
    loop->on_signals([&] { loop->stop(); });
    const auto service = agent::make_service(*loop, *settings, context.random, context.log, context.clock);
    if (!service) return failed(context, service.error());
    context.log.write(Level::info, "agent", "service: ready");
    loop->run();
    context.log.write(Level::info, "agent", "service: stopped");
    return Exit::ok;
}

}  // namespace

void add_service(CLI::App& app, Context& context, Work& chosen) {
    auto* command = app.add_subcommand("service", say(context, Word::help_service));
    auto path = std::make_shared<std::filesystem::path>("/etc/monitor/agent.toml");
    command->add_option("--config", *path, say(context, Word::help_config))
        ->envname("MONITOR_AGENT_CONFIG")
        ->capture_default_str();
    command->footer(say(context, Word::help_service_footer));
    command->callback([&context, &chosen, path] { chosen = [&context, path] { return serve(context, *path); }; });
}

}  // namespace monitor::agent_cli
