#pragma once
// transport: two ends of a line in one process, on any executor. For scenario tests and for embedding agent and school together.

#include <memory>

#include "monitor/base/executor.hpp"
#include "monitor/transport/listener.hpp"

namespace monitor::transport {

/// Both ends of one line. Both are welcomed, and messages arrive, by posts on the executor, in order. Destroying it closes both
/// ends (gone) at once. Of the limits, message and backlog are kept; rates and silence are not: there is no clock here.
class Loopback {
public:
    virtual ~Loopback() = default;
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;
    /// While stalled, an end's reader takes nothing in: the other end's unsent() grows.
    enum class Reading : std::uint8_t { stalled = 0, flowing = 1 };
    virtual void near_reads(Reading) = 0;
    virtual void far_reads(Reading) = 0;

protected:
    Loopback() = default;
};

[[nodiscard]] std::unique_ptr<Loopback> loopback(Executor&, Welcome near, Welcome far, SocketLimits = {});

}  // namespace monitor::transport
