// monitor-agent run: the half that stands on the desktop: strip, then pictures.

#include <csignal>
#include <thread>

#include <CLI/CLI.hpp>
#include <pthread.h>

#include "commands.hpp"
#include "monitor/agent/desktop.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::agent_cli {
namespace {

struct Asked {
    std::filesystem::path config{}, socket{};
    std::string display{}, backend{}, source{}, language{"nl"};
};

/// SIGUSR1 is answered with the counts, on a thread of its own: it must be blocked before any other thread begins.
class Counting {
public:
    Counting() {
        ::sigemptyset(&signal_);
        ::sigaddset(&signal_, SIGUSR1);
        ::pthread_sigmask(SIG_BLOCK, &signal_, nullptr);
    }
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;
    ~Counting() { end(); }
    /// Before the desktop goes whose counts these are.
    void end() {
        if (!thread_.joinable()) return;
        over_ = true;
        ::pthread_kill(thread_.native_handle(), SIGUSR1);
        thread_.join();
    }
    void begin(const agent::Desktop& desktop, Log& log) {
        thread_ = std::thread{[this, &desktop, &log] {
            int came{};
            while (::sigwait(&signal_, &came) == 0 && !over_) {
                const auto counts = desktop.counts();
                log.write(
                    Level::info, "agent",
                    fmt::format("desktop: captures={} pictures={} bytes={}", counts.captures, counts.pictures, counts.bytes));
            }
        }};
    }

private:
    sigset_t signal_{};
    std::atomic<bool> over_{};
    std::thread thread_;
};

std::expected<settings::Agent, Exit> settings_of(const Context& context, const Asked& asked) {
    settings::Agent settings;
    if (!asked.config.empty()) {
        auto read = settings_in(context, asked.config);
        if (!read) return read;
        settings = std::move(*read);
    }
    if (!asked.socket.empty()) settings.socket = asked.socket;
    if (!asked.backend.empty()) settings.capture = asked.backend;
    return settings;
}

/// The one screen of this process: strip and pictures of the same display.
agent::Screen screen(const settings::Agent& settings, const Asked& asked, const Clock& clock) {
    capture::Options options{settings.capture, asked.display.empty() ? asked.source : asked.display, {}, &clock};
    return {[options](capture::Extent extent) mutable {
                options.extent = extent;
                return capture::open(options);
            },
            [options] { return capture::open_strip(options); }};
}

Exit run(Context& context, const Asked& asked) {
    const auto settings = settings_of(context, asked);
    if (!settings) return settings.error();
    Counting counting;
    const auto loop = transport::make_loop();
    loop->on_signals([&] { loop->stop(); });
    const auto language = asked.language == "en" ? Language::en : Language::nl;
    const auto desktop = agent::make_desktop(*loop, *settings, screen(*settings, asked, context.clock), nullptr, language,
                                             context.random, context.log, context.clock);
    if (!desktop) return failed(context, desktop.error());
    counting.begin(**desktop, context.log);
    context.log.write(Level::info, "agent", "desktop: ready, nothing is captured until someone looks");
    loop->run();
    counting.end();
    context.log.write(Level::info, "agent", "desktop: stopped");
    return Exit::ok;
}

}  // namespace

void add_run(CLI::App& app, Context& context, Work& chosen) {
    auto* command = app.add_subcommand("run", say(context, Word::help_run));
    auto asked = std::make_shared<Asked>();
    command->add_option("--config", asked->config, say(context, Word::help_config))->envname("MONITOR_AGENT_CONFIG");
    command->add_option("--socket", asked->socket, say(context, Word::help_socket));
    auto* display = command->add_option("--display", asked->display, say(context, Word::help_display));
    command->add_option("--backend", asked->backend, say(context, Word::help_backend));
    command->add_option("--source", asked->source, say(context, Word::help_source))->excludes(display);
    command->add_option("--language", asked->language, say(context, Word::help_language))
        ->check(CLI::IsMember({"nl", "en"}))
        ->capture_default_str();
    command->footer(say(context, Word::help_run_footer));
    command->callback([&context, &chosen, asked] { chosen = [&context, asked] { return run(context, *asked); }; });
}

}  // namespace monitor::agent_cli
