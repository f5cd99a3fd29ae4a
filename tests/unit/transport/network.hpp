#pragma once
// transport tests: a loop on its own thread, and waiting for what happens there without sleeping.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "monitor/transport/loop.hpp"
#include "recorded.hpp"

namespace monitor::test {

/// A loop that runs on its own thread. What lives on it is made and destroyed through on().
class Network {
public:
    Network() : thread_{[this] { loop_->run(); }} {}
    ~Network() {
        loop_->stop();
        thread_.join();
    }
    [[nodiscard]] transport::Loop& loop() { return *loop_; }
    template <class Work>
    auto on(Work work) { return ask(*loop_, std::move(work)); }

    /// To be called on the loop: something changed.
    void changed() {
        const std::lock_guard lock{mutex_};
        ++changes_;
        woken_.notify_all();
    }
    /// Waits until `holds`, asked on the loop at every change, is true; false after `at_most`.
    template <class Holds>
    bool until(Holds holds, std::chrono::seconds at_most = std::chrono::seconds{10}) {
        for (;;) {
            std::unique_lock lock{mutex_};
            const auto seen = changes_;
            lock.unlock();
            if (on([&] { return static_cast<bool>(holds()); })) return true;
            lock.lock();
            if (!woken_.wait_for(lock, at_most, [&] { return changes_ != seen; })) return on([&] { return static_cast<bool>(holds()); });
        }
    }
    [[nodiscard]] std::shared_ptr<Record> record() {
        auto made = std::make_shared<Record>();
        made->on_change = [this] { changed(); };
        return made;
    }

private:
    std::unique_ptr<transport::Loop> loop_{transport::make_loop()};
    std::mutex mutex_;
    std::condition_variable woken_;
    std::uint64_t changes_{};
    std::thread thread_;
};

}  // namespace monitor::test
