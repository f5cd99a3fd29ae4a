// Does a WebSocket take honest messages, and close with the right code on everything else?

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "school.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;

namespace {

/// A school that welcomes one line, and a client that shook hands with it.
struct Hostile {
    explicit Hostile(SocketLimits limits = {}) {
        school.welcome(record, limits);
        client.send(handshake());
        answer = client.read_until("\r\n\r\n");
        network.until([this] { return record->socket != nullptr; });
    }
    unsigned closed_with() { return close_code(client.read_all()); }
    bool heard(CloseReason reason) {
        return network.until([&] { return record->closed.has_value() && record->destroyed == 1; }) && record->closed == reason;
    }
    Network network;
    School school{network};
    std::shared_ptr<Record> record{network.record()};
    RawClient client{school.port};
    std::string answer;
};

}  // namespace

TEST_CASE("a handshake is answered with its protocol, and messages arrive whole") {
    Hostile line;
    CHECK(line.answer.starts_with("HTTP/1.1 101"));
    CHECK(line.answer.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);  // RFC 6455 §1.3
    CHECK(line.answer.find("Sec-WebSocket-Protocol: test.1\r\n") != std::string::npos);
    CHECK(line.answer.find("permessage-deflate") == std::string::npos);
    line.client.send(bytes({.words = "hello"}) + bytes({.last = false, .words = "in "}) + bytes({.opcode = 0, .words = "pieces"}));
    CHECK(line.network.until([&] { return line.record->messages.size() == 2; }));
    CHECK(line.record->messages == std::vector<std::string>{"hello", "in pieces"});
    line.client.send(bytes({.opcode = 8, .words = "\x03\xe8"}));
    CHECK(line.closed_with() == 1000);
    CHECK(line.heard(CloseReason::gone));
}

TEST_CASE("frames sent together with the handshake are not lost") {
    Network network;
    School school{network};
    const auto record = network.record();
    school.welcome(record);
    RawClient client{school.port};
    client.send(handshake() + bytes({.words = "early"}));
    CHECK(network.until([&] { return record->messages.size() == 1; }));
}

TEST_CASE("a handshake that is refused gets its answer, and no line") {
    Network network;
    School school{network};
    CHECK(RawClient{school.port}.ask(handshake()).starts_with("HTTP/1.1 404"));
    school.welcome(network.record());
    CHECK(RawClient{school.port}.ask(handshake("other.1")).starts_with("HTTP/1.1 400"));
    CHECK(RawClient{school.port}.ask(handshake("other.1, test.1")).starts_with("HTTP/1.1 101"));
    CHECK(RawClient{school.port}
              .ask("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
              .starts_with("HTTP/1.1 426"));
}

TEST_CASE("broken framing closes with 1002 and reaches nobody") {
    for (const auto& broken :
         {bytes({.masked = false, .words = "a"}), bytes({.reserved = 4, .words = "a"}), bytes({.opcode = 3, .words = "a"}),
          bytes({.opcode = 0, .words = "a"}), bytes({.opcode = 9, .words = std::string_view{std::string(126, 'a')}}),
          bytes({.opcode = 9, .last = false, .words = "a"}), bytes({.opcode = 8, .words = "\x03"}),
          bytes({.last = false, .words = "a"}) + bytes({.words = "b"})}) {
        Hostile line;
        line.client.send(broken);
        CHECK(line.closed_with() == 1002);
        CHECK(line.heard(CloseReason::malformed));
        CHECK(line.record->messages.empty());
    }
}

TEST_CASE("a text message closes with 1003, and broken UTF-8 in one with 1007") {
    Hostile line;
    line.client.send(bytes({.opcode = 1, .words = "{}"}));
    CHECK(line.closed_with() == 1003);
    CHECK(line.heard(CloseReason::malformed));
    CHECK(line.record->messages.empty());
    Hostile other;
    other.client.send(bytes({.opcode = 1, .words = "\xff\xff"}));
    CHECK(other.closed_with() == 1007);
    CHECK(other.heard(CloseReason::malformed));
}

TEST_CASE("a message beyond the limit closes with 1009 when its length is read, not when it has come") {
    Hostile line{{.message = 1000}};
    line.client.send(bytes({.words = std::string_view{std::string(1000, 'a')}}));
    CHECK(line.network.until([&] { return line.record->messages.size() == 1; }));
    line.client.send(std::string_view{"\x82\xff\x00\x00\x00\x00\x80\x00\x00\x00\0\0\0\0", 14});
    CHECK(line.closed_with() == 1009);
    CHECK(line.heard(CloseReason::too_much));
    Hostile pieces{{.message = 1000}};
    const std::string half(501, 'a');
    pieces.client.send(bytes({.last = false, .words = half}) + bytes({.opcode = 0, .words = half}));
    CHECK(pieces.closed_with() == 1009);
}

TEST_CASE("too many messages, pings, or crumbs of a message close with 1008") {
    Hostile messages{{.messages_a_second = 10}};
    for (int count = 0; count < 40; ++count) messages.client.send(bytes({.words = "a"}));
    CHECK(messages.closed_with() == 1008);
    CHECK(messages.heard(CloseReason::too_much));
    CHECK(messages.record->messages.size() <= 20);

    Hostile pings{{.messages_a_second = 10}};
    for (int count = 0; count < 40; ++count) pings.client.send(bytes({.opcode = 9, .words = "a"}));
    CHECK(pings.closed_with() == 1008);
    CHECK(pings.heard(CloseReason::too_much));

    Hostile crumbs{{.messages_a_second = 10}};
    crumbs.client.send(bytes({.last = false, .words = "a"}));
    for (int count = 0; count < 200 && crumbs.client.send(bytes({.opcode = 0, .last = false, .words = "a"})); ++count) {}
    CHECK(crumbs.closed_with() == 1008);
    CHECK(crumbs.heard(CloseReason::too_much));
}

TEST_CASE("too many bytes close with 1008, and the rate comes back with time") {
    Hostile line{{.bytes_a_second = 10'000}};
    const std::string words(9'000, 'a');
    line.client.send(bytes({.words = words}) + bytes({.words = words}));
    CHECK(line.network.until([&] { return line.record->messages.size() == 2; }));
    line.school.clock.advance(std::chrono::seconds{1});
    line.client.send(bytes({.words = words}));
    CHECK(line.network.until([&] { return line.record->messages.size() == 3; }));
    line.client.send(bytes({.words = words}));
    CHECK(line.closed_with() == 1008);
    CHECK(line.heard(CloseReason::too_much));
    CHECK(line.record->messages.size() == 3);
}

TEST_CASE("a peer that is silent is asked, and then left") {
    Hostile line{{.silence = std::chrono::seconds{1}}};
    const auto sent = line.client.read_all();
    CHECK(static_cast<unsigned char>(sent.at(0)) == 0x89);  // a ping
    CHECK(line.heard(CloseReason::silent));
}

TEST_CASE("a peer that answers pings may be silent for the rest") {
    Hostile line{{.silence = std::chrono::seconds{2}}};
    for (int count = 0; count < 3; ++count) {
        const auto ping = line.client.read(2);
        REQUIRE(ping.size() == 2);
        REQUIRE(static_cast<unsigned char>(ping[0]) == 0x89);
        line.client.send(bytes({.opcode = 10, .words = line.client.read(static_cast<unsigned char>(ping[1]))}));
    }
    CHECK(line.network.on([&] { return !line.record->closed; }));
}

TEST_CASE("a peer that never reads is closed at the backlog, and others do not notice") {
    Hostile line{{.backlog = 1 << 20}};
    Hostile other;
    line.network.on([&] {
        for (int count = 0; count < 400 && line.record->socket != nullptr && !line.record->closed; ++count)
            line.record->socket->send(Bytes(100'000));
    });
    CHECK(line.heard(CloseReason::too_much));
    other.client.send(bytes({.words = "still here"}));
    CHECK(other.network.until([&] { return other.record->messages.size() == 1; }));
}

TEST_CASE("unsent says what has not left, and drained when all has") {
    Hostile line{{.backlog = 64 << 20}};
    const auto before = line.network.on([&] {
        for (int count = 0; count < 100; ++count) line.record->socket->send(Bytes(100'000));
        return line.record->socket->unsent();
    });
    CHECK(before > 9'000'000);
    CHECK(line.network.on([&] { return line.record->drained == 0 && line.record->socket->unsent() > 0; }));  // asked on the loop
    (void)line.client.read(100 * 100'010);
    CHECK(line.network.until([&] { return line.record->drained == 1 && line.record->socket->unsent() == 0; }));
}

TEST_CASE("each reason to close has its code, after what was sent before") {
    const std::pair<CloseReason, unsigned> codes[] = {{CloseReason::done, 1000},     {CloseReason::gone, 1001},
                                                      {CloseReason::silent, 4408},   {CloseReason::too_much, 1008},
                                                      {CloseReason::malformed, 1002}, {CloseReason::not_permitted, 4403},
                                                      {CloseReason::failed, 1011}};
    for (const auto& [reason, code] : codes) {
        Hostile line;
        line.network.on([&] {
            line.record->socket->send(text("last"));
            line.record->socket->close(reason);
            line.record->socket->close(CloseReason::failed);
            line.record->socket->send(text("never"));
        });
        CHECK(line.client.read(6) == "\x82\x04last");
        const auto frame = line.client.read(4);
        CHECK(close_code(frame) == code);
        line.client.send(bytes({.opcode = 8, .words = frame.substr(2)}));
        CHECK(line.heard(reason));
    }
}

TEST_CASE("a close nobody answers ends by itself") {
    Hostile line;
    line.network.on([&] { line.record->socket->close(CloseReason::not_permitted); });
    CHECK(line.heard(CloseReason::not_permitted));
}

TEST_CASE("when the listener goes its lines hear it first, and never again") {
    Hostile line;
    line.school.close();
    CHECK(line.record->closed == CloseReason::done);
    CHECK(line.record->destroyed == 1);
    CHECK(line.closed_with() == 1000);
    CHECK(line.record->messages.empty());
}

TEST_CASE("a line may be closed, and its listener too, from inside a message") {
    Hostile line;
    line.network.on([&] {
        line.record->on_message = [&](std::string_view) {
            line.record->socket->close(CloseReason::malformed);
            line.school.listener.reset();
        };
    });
    line.client.send(bytes({.words = "a"}) + bytes({.words = "b"}));
    CHECK(line.heard(CloseReason::done));
    CHECK(line.record->messages.size() == 1);
}
