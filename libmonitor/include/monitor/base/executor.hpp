#pragma once
// base: where does work run, and when?

#include <functional>
#include <future>
#include <type_traits>
#include <utility>

#include "monitor/base/clock.hpp"

namespace monitor {

using Task = std::move_only_function<void()>;

/// Runs tasks one at a time, in the order they were posted. Both functions may be called from any thread.
class Executor {
public:
    virtual ~Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    virtual void post(Task) = 0;
    /// Not before `when`; a task once posted cannot be recalled, so it must look whether it is still wanted.
    virtual void post_at(Tick when, Task) = 0;

protected:
    Executor() = default;
};

/// Runs `work` on `there` and waits for what it gives. Never call it from a task of `there` itself.
template <class Work>
[[nodiscard]] auto ask(Executor& there, Work work) -> std::invoke_result_t<Work&> {
    std::packaged_task<std::invoke_result_t<Work&>()> task{std::move(work)};
    auto answer = task.get_future();
    there.post(std::move(task));
    return answer.get();
}

}  // namespace monitor
