#include "monitor/agent/service.hpp"

#include "commands.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::agent_cli {

Exit serve(const Context& context, const std::filesystem::path& config) {
    const auto settings = settings_in(context, config);
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

}  // namespace monitor::agent_cli
