#pragma once
// support: an executor without a thread: what is posted is done at once, what is timed never is. It stands where a
// disk's thread stands, so that a test sees every write as already made.

#include <map>

#include "monitor/base/executor.hpp"

namespace monitor::test {

class InlineExecutor final : public Executor {
public:
    void post(Task task) override { task(); }
    void post_at(Tick when, Task task) override { timers_.emplace(when, std::move(task)); }

private:
    std::multimap<Tick, Task> timers_;
};

}  // namespace monitor::test
