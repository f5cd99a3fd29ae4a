#include "monitor/transport/loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>

#include "transport/loop_inside.hpp"

namespace monitor::transport {
namespace {

namespace asio = boost::asio;

class AsioLoop final : public Loop {
public:
    ~AsioLoop() override { postbox_->shut(); }

    void post(Task task) override { asio::post(context_, std::move(task)); }

    void post_at(Tick when, Task task) override {
        // The timer lives in its own handler; made on the loop, because a timer is no thing of two threads.
        asio::post(context_, [this, when, task = std::move(task)]() mutable {
            auto timer = std::make_unique<asio::steady_timer>(context_, when);
            auto& waiting = *timer;
            waiting.async_wait([timer = std::move(timer), task = std::move(task)](boost::system::error_code flaw) mutable {
                if (!flaw) task();
            });
        });
    }

    void run() override { context_.run(); }
    void stop() override { context_.stop(); }

    void on_signals(Task task) override {
        auto signals = std::make_unique<asio::signal_set>(context_, SIGINT, SIGTERM);
        auto& waiting = *signals;
        waiting.async_wait([signals = std::move(signals), task = std::move(task)](boost::system::error_code flaw, int) mutable {
            signals.reset();  // a second signal ends the process the ordinary way
            if (!flaw) task();
        });
    }

    asio::io_context context_{1};
    std::shared_ptr<Postbox> postbox_{std::make_shared<Postbox>(context_)};

private:
    asio::executor_work_guard<asio::io_context::executor_type> busy_{context_.get_executor()};
};

}  // namespace

std::unique_ptr<Loop> make_loop() { return std::make_unique<AsioLoop>(); }

asio::io_context& context_of(Loop& loop) { return dynamic_cast<AsioLoop&>(loop).context_; }
std::shared_ptr<Postbox> postbox_of(Loop& loop) { return dynamic_cast<AsioLoop&>(loop).postbox_; }

}  // namespace monitor::transport
