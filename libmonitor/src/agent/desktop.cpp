// agent: the parts of the desktop process: its line to the service, and a thread of its own for the screen.

#include "monitor/agent/desktop.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "agent/desk.hpp"
#include "agent/studio.hpp"
#include "monitor/transport/local.hpp"

namespace monitor::agent {
namespace {

/// Sleeps without a timer while there is no lease: nothing is read, nobody is asked, no screen is connected to.
class StudioThread {
public:
    StudioThread(Screen screen, Language language, Log& log, const Clock& clock, StudioSide& side)
        : clock_{clock}, studio_{std::move(screen), language, log, clock, side, [this] { wake(); }}, thread_{[this] { run(); }} {}
    StudioThread(const StudioThread&) = delete;
    StudioThread& operator=(const StudioThread&) = delete;
    ~StudioThread() {
        {
            const std::lock_guard lock{mutex_};
            ending_ = true;
        }
        wake();
        thread_.join();
    }
    [[nodiscard]] Studio& studio() noexcept { return studio_; }
    [[nodiscard]] const Studio& studio() const noexcept { return studio_; }

private:
    void wake() {
        {
            const std::lock_guard lock{mutex_};
            called_ = true;
        }
        woken_.notify_one();
    }
    void run() {
        std::unique_lock lock{mutex_};
        while (!ending_) {
            called_ = false;
            lock.unlock();
            const auto next = studio_.work();
            lock.lock();
            if (next)
                woken_.wait_for(lock, *next - clock_.tick(), [this] { return called_; });
            else
                woken_.wait(lock, [this] { return called_; });
        }
        lock.unlock();
        studio_.take(EndOrder{{}, wire::StopReason::desktop_gone});
        (void)studio_.work();  // the strip goes while its screen is still there
    }

    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool called_{};
    bool ending_{};
    Studio studio_;
    std::thread thread_;
};

class Inside final : public Desktop {
public:
    Inside(transport::Loop& loop, Screen screen, std::unique_ptr<TabSource> tabs, Language language, Log& log, const Clock& clock)
        : desk_{loop, clock, log, std::move(tabs)}, thread_{std::move(screen), language, log, clock, desk_} {
        desk_.with(thread_.studio());
    }

    std::expected<void, Error> open(transport::Loop& loop, const std::filesystem::path& socket, Random& random, Log& log,
                                    const Clock& clock) {
        transport::SocketLimits limits;
        limits.message = wire::message_limit;
        auto link = transport::dial_local(
            loop, socket, limits, [this](transport::Socket& line) { return desk_.line(line); }, random, log, clock);
        if (!link) return std::unexpected{link.error()};
        link_ = std::move(*link);
        return {};
    }
    wire::LocalCounts counts() const override { return thread_.studio().counts(); }

private:
    Desk desk_;
    StudioThread thread_;
    std::unique_ptr<transport::Link> link_;
};

}  // namespace

std::expected<std::unique_ptr<Desktop>, Error> make_desktop(transport::Loop& loop, const settings::Agent& settings, Screen screen,
                                                            std::unique_ptr<TabSource> tabs, Language language, Random& random,
                                                            Log& log, const Clock& clock) {
    auto desktop = std::make_unique<Inside>(loop, std::move(screen), std::move(tabs), language, log, clock);
    if (const auto opened = desktop->open(loop, settings.socket, random, log, clock); !opened)
        return std::unexpected{opened.error()};
    return desktop;
}

}  // namespace monitor::agent
