#pragma once
// support: a school that is one device's whole world: a real listener on loopback, on a thread of its own.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "monitor/transport/listener.hpp"
#include "monitor/transport/loop.hpp"
#include "unit/agent/doubles.hpp"
#include "unit/agent/school_end.hpp"

namespace monitor::test {

class SmallSchool final : public transport::Doors {
public:
    SmallSchool() {
        listener_ = transport::listen(*loop_, {}, *this, log_, clock_).value();
        thread_ = std::thread{[this] { loop_->run(); }};
    }
    ~SmallSchool() override { close(); }

    /// As if it were switched off.
    void close() {
        if (!thread_.joinable()) return;
        loop_->post([this] {
            listener_.reset();
            loop_->stop();
        });
        thread_.join();
    }
    [[nodiscard]] std::string url() const { return "ws://127.0.0.1:" + std::to_string(listener_->port()) + "/agent"; }

    void say(const wire::ToDevice& message) {
        loop_->post([this, message] {
            if (end_.socket != nullptr) end_.say(message);
        });
    }
    /// What came so far, looked at where it is safe to look.
    template <class Look>
    [[nodiscard]] auto seen(Look look) {
        return ask(*loop_, [&] { return look(end_); });
    }

    void request(transport::Request, transport::Reply reply) override { reply({404, {}, {}}); }
    std::variant<transport::Upgrade, transport::Response> upgrade(const transport::Request& request) override {
        if (request.target != "/agent") return transport::Response{404, {}, {}};
        transport::Upgrade accepted{"monitor.agent.1", {}, [this](transport::Socket& socket) { return end_.line(socket); }};
        accepted.limits.message = wire::message_limit;
        return accepted;
    }

private:
    SystemClock clock_;
    NoLog log_;
    SchoolEnd end_;
    std::unique_ptr<transport::Loop> loop_{transport::make_loop()};
    std::unique_ptr<transport::Listener> listener_;
    std::thread thread_;
};

}  // namespace monitor::test
