#pragma once
// transport tests: a listener whose doors do what a test says.

#include <functional>
#include <stdexcept>

#include "monitor/transport/link.hpp"
#include "network.hpp"
#include "raw_client.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

namespace monitor::test {

class TestDoors final : public transport::Doors {
public:
    void request(transport::Request asked, transport::Reply reply) override {
        requests.push_back(asked);
        if (on_request) return on_request(std::move(asked), std::move(reply));
        reply({.status = 200, .headers = {{"content-type", "text/plain"}}, .body = asked.method + " " + asked.target + " " + asked.body});
    }
    std::variant<transport::Upgrade, transport::Response> upgrade(const transport::Request& asked) override {
        handshakes.push_back(asked);
        return on_upgrade(asked);
    }
    std::vector<transport::Request> requests{}, handshakes{};
    std::function<void(transport::Request, transport::Reply)> on_request{};
    std::function<std::variant<transport::Upgrade, transport::Response>(const transport::Request&)> on_upgrade{
        [](const transport::Request&) { return transport::Response{.status = 404}; }};
};

class MemoryLog final : public Log {
public:
    void write(Level, std::string_view, std::string_view line) override {
        const std::lock_guard lock{mutex_};
        lines_ += std::string{line} + "\n";
    }
    [[nodiscard]] std::string lines() const {
        const std::lock_guard lock{mutex_};
        return lines_;
    }

private:
    mutable std::mutex mutex_;
    std::string lines_;
};

/// A listener on a free port with everything it needs. Its clock stands still unless a test moves it.
class School {
public:
    explicit School(Network& network, transport::ListenerOptions options = {}) : network_{network} {
        auto made = transport::listen(network.loop(), options, doors, log, clock);
        if (!made) throw std::runtime_error{std::string{made.error().operation} + ": " + made.error().place};
        listener = std::move(*made);
        port = listener->port();
    }
    ~School() { close(); }
    void close() {
        network_.on([this] { listener.reset(); });
    }
    /// From now on every handshake is welcomed with this record.
    void welcome(std::shared_ptr<Record> record, transport::SocketLimits limits = {}) {
        network_.on([&] {
            doors.on_upgrade = [record, limits](const transport::Request&) {
                return transport::Upgrade{.protocol = "test.1", .limits = limits, .welcome = recording(record)};
            };
        });
    }
    [[nodiscard]] std::size_t asked() {
        return network_.on([this] { return doors.requests.size(); });
    }

    TestDoors doors;
    MemoryLog log;
    ManualClock clock{Instant{std::chrono::seconds{1'790'000'000}}};
    std::unique_ptr<transport::Listener> listener;
    std::uint16_t port{};

private:
    Network& network_;
};

}  // namespace monitor::test
