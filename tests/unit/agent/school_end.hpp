#pragma once
// support: the school's end of a device's line.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/ids.hpp"
#include "monitor/seal/sign.hpp"
#include "monitor/transport/loopback.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::test {

/// What came, with pictures as values of their own.
struct GotPicture {
    std::uint32_t lease{}, sequence{};
    picture::Stream stream{};
    Bytes vp8{};
};

/// The school's end: says Welcome, believes a token, verifies a proof, and remembers the rest.
class SchoolEnd {
public:
    std::string server{"school.example"};
    std::vector<std::string> can{"zstd"};
    DeviceId next_device{*DeviceId::from_bytes(Bytes(16, std::byte{0xab}))};
    std::optional<wire::AgentRefusal> refuses{};

    std::vector<wire::FromDevice> got{};
    std::vector<GotPicture> pictures{};
    std::vector<std::uint64_t> counters{};
    std::optional<seal::PublicKey> key{};
    std::optional<wire::Enrol> enrol{};
    int accepted{};
    bool closed{};
    transport::Socket* socket{};

    void say(const wire::ToDevice& message) { socket->send(wire::encode(message)); }
    template <class Message>
    [[nodiscard]] std::vector<Message> all() const {
        std::vector<Message> found;
        for (const auto& message : got)
            if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
        return found;
    }
    [[nodiscard]] std::unique_ptr<transport::Events> line(transport::Socket& line) {
        socket = &line;
        closed = false;
        return std::make_unique<Line>(*this);
    }

private:
    struct Line final : transport::Events {
        explicit Line(SchoolEnd& end) : end_{end} {}
        void message(BytesView bytes) override { end_.message(bytes); }
        void drained() override {}
        void closed(transport::CloseReason) override {
            end_.closed = true;
            end_.socket = nullptr;
        }
        SchoolEnd& end_;
    };

    void message(BytesView bytes) {
        Bytes unpacked;
        const auto envelope = wire::open(bytes, unpacked);
        const auto said = wire::from_device(envelope.value()).value();
        std::visit([this](const auto& one) { on(one); }, said);
    }
    void on(const wire::Hello& hello) {
        nonce_ = hello.nonce;
        say(wire::Welcome{1, server, Bytes(32, std::byte{7}), can});
    }
    void on(const wire::Enrol& asked) {
        enrol = asked;
        if (refuses) return say(wire::Refused{static_cast<std::uint16_t>(*refuses)});
        key.emplace();
        std::ranges::copy(asked.public_key, key->begin());
        say(wire::Enrolled{next_device.text()});
    }
    void on(const wire::Proof& proof) {
        counters.push_back(proof.counter);
        seal::Signature signature{};
        std::ranges::copy(proof.signature, signature.begin());
        const auto device = DeviceId::from_text(proof.device).value();
        const auto signed_bytes = wire::transcript(server, nonce_, Bytes(32, std::byte{7}), device.bytes(), proof.counter);
        if (refuses) return say(wire::Refused{static_cast<std::uint16_t>(*refuses)});
        if (!key || !seal::verify(*key, signed_bytes, signature))
            return say(wire::Refused{static_cast<std::uint16_t>(wire::AgentRefusal::bad_proof)});
        ++accepted;
        say(wire::Accepted{"site"});
    }
    void on(const wire::Picture& one) { pictures.push_back({one.lease, one.sequence, one.stream, copy(one.vp8)}); }
    template <class Other>
    void on(const Other& other) {
        got.push_back(other);
    }

    Bytes nonce_{};
};

}  // namespace monitor::test
