#pragma once
// support: where does a program beside the test listen, and how does a run wait in a test?

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "monitor/sync/going.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

/// Free now; another program may take it before ours does.
[[nodiscard]] inline std::uint16_t free_port() {
    const int one = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(one, reinterpret_cast<sockaddr*>(&at), size);
    ::getsockname(one, reinterpret_cast<sockaddr*>(&at), &size);
    ::close(one);
    return ntohs(at.sin_port);
}

/// Goes on, and waits no longer than a test likes.
class Hasty final : public sync::Going {
public:
    std::optional<sync::Problem> ended() override { return std::nullopt; }
    void wait(std::chrono::milliseconds span) override {
        waited += span;
        std::this_thread::sleep_for(std::min(span, std::chrono::milliseconds{20}));
    }
    std::stop_token token() override { return {}; }
    std::chrono::milliseconds waited{};
};

}  // namespace monitor::test
