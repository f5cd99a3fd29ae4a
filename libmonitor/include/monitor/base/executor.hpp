#pragma once
// base: where does work run, and when?

#include <functional>
#include <optional>
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

/// Runs `work` on `there` and waits until it is done. What it throws is thrown here; std::future_error when `there` never ran it.
void finish(Executor& there, Task work);

/// The same, for what `work` gives. Never call it from a task of `there` itself.
template <class Work>
[[nodiscard]] auto ask(Executor& there, Work work) -> std::invoke_result_t<Work&> {
    using Answer = std::invoke_result_t<Work&>;
    if constexpr (std::is_void_v<Answer>) {
        finish(there, [&work] { work(); });
    } else {
        std::optional<Answer> answer;
        finish(there, [&work, &answer] { answer.emplace(work()); });
        return std::move(*answer);
    }
}

}  // namespace monitor
