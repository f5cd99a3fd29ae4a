#pragma once
// sync: may a run go on, and how does it wait?

#include <chrono>
#include <optional>
#include <stop_token>

#include "monitor/sync/problem.hpp"

namespace monitor::sync {

/// Asked between any two questions of a run, so that it ends soon after somebody wants it to. Called on the run's own thread; what
/// runs there is told by `token`.
class Going {
public:
    virtual ~Going() = default;
    Going(const Going&) = delete;
    Going& operator=(const Going&) = delete;

    /// Empty: go on. Else Problem::stopped or Problem::switched_off.
    [[nodiscard]] virtual std::optional<Problem> ended() = 0;
    /// Lets that time pass; less when the run must end.
    virtual void wait(std::chrono::milliseconds) = 0;
    /// Given to each question, which is cut off when the run must end.
    [[nodiscard]] virtual std::stop_token token() = 0;

protected:
    Going() = default;
};

}  // namespace monitor::sync
