#pragma once
// support: an executor that runs when a test says so, timers included, on the test's own thread.

#include <deque>
#include <map>

#include "monitor/base/executor.hpp"
#include "support/manual_clock.hpp"

namespace monitor::test {

class ManualExecutor final : public Executor {
public:
    explicit ManualExecutor(ManualClock& clock) : clock_{clock} {}

    void post(Task task) override { tasks_.push_back(std::move(task)); }
    void post_at(Tick when, Task task) override { timers_.emplace(when, std::move(task)); }

    /// Everything that is due now, and everything that follows from it.
    void run() {
        for (;;) {
            while (!timers_.empty() && timers_.begin()->first <= clock_.tick()) {
                tasks_.push_back(std::move(timers_.begin()->second));
                timers_.erase(timers_.begin());
            }
            if (tasks_.empty()) return;
            Task task = std::move(tasks_.front());
            tasks_.pop_front();
            task();
        }
    }
    /// Moves the clock on by `span`, stopping at every timer on the way.
    void run_for(std::chrono::milliseconds span) {
        const Tick end = clock_.tick() + span;
        run();
        while (!timers_.empty() && timers_.begin()->first <= end) {
            if (const auto ahead = timers_.begin()->first - clock_.tick(); ahead.count() > 0) clock_.advance(ahead);
            run();
        }
        clock_.advance(end - clock_.tick());
        run();
    }

private:
    ManualClock& clock_;
    std::deque<Task> tasks_;
    std::multimap<Tick, Task> timers_;
};

}  // namespace monitor::test
