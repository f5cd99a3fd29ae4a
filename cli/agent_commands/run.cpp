#include <atomic>
#include <csignal>
#include <thread>

#include <pthread.h>

#include "commands.hpp"
#include "monitor/agent/desktop.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::agent_cli {
namespace {

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

std::expected<settings::Agent, Exit> settings_of(const Context& context, const DesktopWords& asked) {
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
agent::Screen screen(const settings::Agent& settings, const DesktopWords& asked, const Clock& clock) {
    capture::Options options{settings.capture, asked.display.empty() ? asked.source : asked.display, {}, &clock};
    return {[options](capture::Extent extent) mutable {
                options.extent = extent;
                return capture::open(options);
            },
            [options] { return capture::open_strip(options); }};
}

}  // namespace

Exit stand(const Context& context, const DesktopWords& asked) {
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

}  // namespace monitor::agent_cli
