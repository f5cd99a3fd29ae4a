#pragma once
// transport: how long may this take before we hang up?

#include <chrono>
#include <memory>

#include "transport/channel.hpp"

namespace monitor::transport {

/// Hangs a channel up when time is over. One at a time; made again it counts anew.
class Deadline {
public:
    explicit Deadline(Channel& channel);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    void in(std::chrono::milliseconds);
    void off();
    [[nodiscard]] bool passed() const noexcept;

private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace monitor::transport
