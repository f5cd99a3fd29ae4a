#include "monitor/base/worker.hpp"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace monitor {
namespace {

class Worker final : public Executor {
public:
    explicit Worker(const Clock& clock) : clock_{clock}, thread_{[this] { run(); }} {}
    ~Worker() override {
        {
            const std::lock_guard lock{mutex_};
            ending_ = true;
        }
        woken_.notify_one();
        thread_.join();
    }

    void post(Task task) override {
        {
            const std::lock_guard lock{mutex_};
            tasks_.push_back(std::move(task));
        }
        woken_.notify_one();
    }

    void post_at(Tick when, Task task) override {
        {
            const std::lock_guard lock{mutex_};
            timers_.emplace(when, std::move(task));
        }
        woken_.notify_one();
    }

private:
    void run() {
        std::unique_lock lock{mutex_};
        for (;;) {
            while (!timers_.empty() && timers_.begin()->first <= clock_.tick()) {
                tasks_.push_back(std::move(timers_.begin()->second));
                timers_.erase(timers_.begin());
            }
            if (!tasks_.empty()) {
                Task task = std::move(tasks_.front());
                tasks_.pop_front();
                lock.unlock();
                task();
                task = nullptr;
                lock.lock();
            } else if (ending_) {
                return;
            } else if (timers_.empty()) {
                woken_.wait(lock);
            } else {
                woken_.wait_for(lock, timers_.begin()->first - clock_.tick());
            }
        }
    }

    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Task> tasks_;
    std::multimap<Tick, Task> timers_;
    bool ending_{};
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Executor> make_worker(const Clock& clock) { return std::make_unique<Worker>(clock); }

}  // namespace monitor
