#pragma once
// support: a desktop process at the service's door.

#include <memory>
#include <vector>

#include "monitor/transport/loopback.hpp"
#include "monitor/wire/local.hpp"

namespace monitor::test {

/// The desktop's end, as crooked as a test wants it.
class DesktopEnd {
public:
    explicit DesktopEnd(int version = 1) : version_{version} {}
    std::vector<wire::ToDesktop> got{};
    bool closed{};
    transport::Socket* socket{};

    void say(const wire::FromDesktop& message) { socket->send(wire::encode(message)); }
    template <class Message>
    [[nodiscard]] std::vector<Message> all() const {
        std::vector<Message> found;
        for (const auto& message : got)
            if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
        return found;
    }
    [[nodiscard]] std::unique_ptr<transport::Events> line(transport::Socket& line) {
        socket = &line;
        if (version_ > 0) say(wire::LocalHello{version_});
        return std::make_unique<Line>(*this);
    }

private:
    struct Line final : transport::Events {
        explicit Line(DesktopEnd& end) : end_{end} {}
        void message(BytesView bytes) override {
            Bytes unpacked;
            end_.got.push_back(wire::to_desktop(wire::open(bytes, unpacked).value()).value());
        }
        void drained() override {}
        void closed(transport::CloseReason) override {
            end_.closed = true;
            end_.socket = nullptr;
        }
        DesktopEnd& end_;
    };
    int version_;
};

}  // namespace monitor::test
