#pragma once
// support: where does a program beside the test listen, and how does a run wait in a test?

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "monitor/sync/going.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

/// Free, and below those that Linux gives to whoever connects somewhere: a test beside this one cannot take it before it is used.
[[nodiscard]] inline std::uint16_t free_port() {
    constexpr std::uint16_t first = 10'000, last = 32'000;
    std::random_device random;
    std::uniform_int_distribution<std::uint16_t> ports{first, last};
    for (;;) {
        const std::uint16_t port = ports(random);
        const int one = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        at.sin_port = htons(port);
        const bool is_free = ::bind(one, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
        ::close(one);
        if (is_free) return port;
    }
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
