#pragma once
// transport: the thread on which the network lives, as an Executor.

#include <memory>

#include "monitor/base/executor.hpp"

namespace monitor::transport {

class Loop : public Executor {
public:
    /// Serves until stop(); call it on the thread that is to be the network's.
    virtual void run() = 0;
    /// From any thread: run() returns soon after.
    virtual void stop() = 0;
    /// SIGINT and SIGTERM run `task` on this loop, once.
    virtual void on_signals(Task task) = 0;

protected:
    Loop() = default;
};

[[nodiscard]] std::unique_ptr<Loop> make_loop();

}  // namespace monitor::transport
