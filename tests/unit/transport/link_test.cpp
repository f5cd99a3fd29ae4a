// Does the device's line come up only to the school it knows, and come back by itself?

#include "monitor/transport/link.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "monitor/seal/sign.hpp"
#include "school.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;

namespace {

/// A fresh directory that goes with the test.
struct Directory {
    Directory() {
        std::string name = (std::filesystem::temp_directory_path() / "monitor-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
        path = name;
    }
    ~Directory() { std::filesystem::remove_all(path); }
    std::string file(std::string_view name, std::string_view words) const {
        std::ofstream{path / name} << words;
        return (path / name).string();
    }
    std::filesystem::path path;
};

constexpr auto from = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
constexpr auto until = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
const std::vector<std::string> names{"school.example"};

struct Device {
    explicit Device(Network& own) : network{own} {}
    ~Device() {
        network.on([this] { link.reset(); });
    }
    void dial_with(LinkOptions options) {
        options.protocol = "test.1";
        options.first_pause = std::chrono::milliseconds{20};
        network.on([&] { link = dial(network.loop(), options, recording(record), random, log, clock).value(); });
    }
    /// Gone again before the loop did anything.
    void dial_and_think_better_of_it(std::uint16_t port) {
        const LinkOptions options{.url = "ws://127.0.0.1:" + std::to_string(port) + "/agent", .protocol = "test.1"};
        network.on([&] { (void)dial(network.loop(), options, recording(record), random, log, clock); });
    }
    void dial_to(std::uint16_t port) { dial_with({.url = "ws://127.0.0.1:" + std::to_string(port) + "/agent"}); }
    [[nodiscard]] bool up() {
        return network.until([this] { return record->socket != nullptr; });
    }
    Network& network;
    MemoryLog log;
    ManualClock clock{Instant{}};
    SeededRandom random;
    std::shared_ptr<Record> record{network.record()};
    std::unique_ptr<Link> link;
};

}  // namespace

TEST_CASE("a link comes up, carries messages both ways, and says so") {
    Network network;
    School school{network};
    const auto there = network.record();
    school.welcome(there);
    Device device{network};
    device.dial_to(school.port);
    REQUIRE(device.up());
    CHECK(network.until([&] { return there->socket != nullptr; }));
    CHECK(network.on([&] { return device.link->socket() == device.record->socket; }));
    const std::string large(60'000, 'p');
    network.on([&] {
        device.record->socket->send(text(large));
        there->socket->send(text("hello device"));
    });
    CHECK(network.until([&] { return there->messages.size() == 1 && device.record->messages.size() == 1; }));
    CHECK(there->messages[0] == large);
    CHECK(device.record->messages[0] == "hello device");
    CHECK(network.until([&] { return device.record->drained == 1; }));
    CHECK(network.on([&] { return school.doors.handshakes.at(0).target; }) == "/agent");
}

TEST_CASE("two viewers on one school each hear their own") {
    Network network;
    School school{network};
    std::vector<std::shared_ptr<Record>> there{network.record(), network.record()};
    network.on([&] {
        school.doors.on_upgrade = [&, next = std::size_t{0}](const Request&) mutable {
            return Upgrade{.protocol = "test.1", .limits = {}, .welcome = recording(there.at(next++))};
        };
    });
    Device one{network}, two{network};
    one.dial_to(school.port);
    REQUIRE(one.up());
    two.dial_to(school.port);
    REQUIRE(two.up());
    network.on([&] { there[0]->socket->send(text("one")), there[1]->socket->send(text("two")); });
    CHECK(network.until([&] { return one.record->messages.size() == 1 && two.record->messages.size() == 1; }));
    CHECK(one.record->messages[0] == "one");
    CHECK(two.record->messages[0] == "two");
}

TEST_CASE("a line that fell comes back, and is welcomed anew") {
    Network network;
    School school{network};
    const auto there = network.record();
    school.welcome(there);
    Device device{network};
    device.dial_to(school.port);
    for (int count = 1; count <= 3; ++count) {
        REQUIRE(device.up());
        CHECK(network.until([&] { return there->socket != nullptr; }));
        network.on([&] { there->socket->close(CloseReason::not_permitted); });
        CHECK(network.until([&] { return device.record->destroyed == count; }));
        CHECK(device.record->closed == CloseReason::not_permitted);
    }
    CHECK(device.up());
}

TEST_CASE("a school that is not there yet is tried again, and the log says so once") {
    Network network;
    std::uint16_t port{};
    { port = School{network}.port; }
    Device device{network};
    device.dial_to(port);
    CHECK(network.on([&] { return device.link->socket() == nullptr; }));
    ListenerOptions options;
    options.port = port;
    School school{network, options};
    school.welcome(network.record());
    CHECK(device.up());
}

TEST_CASE("a destroyed link closes the line, tells it once, and calls back never again") {
    Network network;
    School school{network};
    const auto there = network.record();
    school.welcome(there);
    Device device{network};
    device.dial_to(school.port);
    REQUIRE(device.up());
    CHECK(network.until([&] { return there->socket != nullptr; }));
    network.on([&] {
        device.record->socket->send(text("last words"));
        device.link.reset();
        CHECK(device.record->closed == CloseReason::done);
        CHECK(device.record->destroyed == 1);
        there->socket->send(text("too late"));
    });
    CHECK(network.until([&] { return there->closed.has_value(); }));
    CHECK(there->closed == CloseReason::gone);
    CHECK(there->messages == std::vector<std::string>{"last words"});
    CHECK(device.record->messages.empty());
}

TEST_CASE("a link may be destroyed from inside its own message, and while it is dialling") {
    Network network;
    School school{network};
    const auto there = network.record();
    school.welcome(there);
    Device device{network};
    device.dial_to(school.port);
    REQUIRE(device.up());
    network.on([&] { device.record->on_message = [&](std::string_view) { device.link.reset(); }; });
    CHECK(network.until([&] { return there->socket != nullptr; }));
    network.on([&] { there->socket->send(text("go")); });
    CHECK(network.until([&] { return device.record->destroyed == 1; }));
    CHECK(device.record->closed == CloseReason::done);
    Device hasty{network};
    hasty.dial_and_think_better_of_it(school.port);
    CHECK(hasty.record->destroyed == 0);
}

TEST_CASE("a school that does not speak the protocol is no school") {
    Network network;
    School school{network};
    network.on([&] {
        school.doors.on_upgrade = [](const Request&) { return Response{.status = 403}; };
    });
    Device device{network};
    device.dial_to(school.port);
    CHECK(network.until([&] { return school.doors.handshakes.size() >= 3 || (network.loop().post([&] { network.changed(); }), false); }));
    CHECK(device.record->socket == nullptr);
    CHECK(device.log.lines().find("no line yet") == device.log.lines().rfind("no line yet"));
}

TEST_CASE("only addresses that make sense are dialled, and without TLS only this machine") {
    Network network;
    SeededRandom random;
    MemoryLog log;
    const ManualClock clock{Instant{}};
    const auto refused = [&](std::string url) {
        return network.on([&] { return !dial(network.loop(), {.url = url}, recording(network.record()), random, log, clock).has_value(); });
    };
    for (const auto* url :
         {"", "http://127.0.0.1/", "ws://", "ws://school.example/agent", "ws://192.0.2.1/agent", "wss://a b/", "wss://a:0/",
          "wss://a:99999/", "wss://a:b/", "wss://u@a/", "wss://[::1/", "ws://127.0.0.1.example/", "wss://a/x y"}) {
        INFO(url);
        CHECK(refused(url));
    }
    for (const auto* url : {"ws://127.0.0.1:9/agent", "ws://[::1]:9/agent", "ws://localhost:9"}) CHECK_FALSE(refused(url));
}

// ---- TLS

namespace {

struct Secure {
    explicit Secure(const seal::Certificate& made = seal::make_certificate(names, from, until)) : certificate{made} {
        options.certificate = directory.file("certificate.pem", made.certificate);
        options.key = directory.file("key.pem", made.key);
    }
    [[nodiscard]] LinkOptions link(std::uint16_t port) const {
        return {.url = "wss://127.0.0.1:" + std::to_string(port) + "/agent", .pin = copy(seal::pin(certificate.certificate).value())};
    }
    Directory directory;
    seal::Certificate certificate;
    ListenerOptions options;
};

}  // namespace

TEST_CASE("with TLS a device comes up to the pinned key, and messages of every size pass") {
    const Secure secure;
    Network network;
    School school{network, secure.options};
    const auto there = network.record();
    school.welcome(there, {.message = 2 << 20, .backlog = 16 << 20});
    Device device{network};
    auto options = secure.link(school.port);
    options.limits = {.message = 2 << 20, .backlog = 16 << 20};
    device.dial_with(options);
    REQUIRE(device.up());
    CHECK(network.until([&] { return there->socket != nullptr; }));
    network.on([&] {
        for (const std::size_t size : {0, 1, 125, 126, 16'384, 16'385, 70'000, 1'500'000}) {
            device.record->socket->send(text(std::string(size, 'd')));
            there->socket->send(text(std::string(size, 's')));
        }
    });
    CHECK(network.until([&] { return there->messages.size() == 8 && device.record->messages.size() == 8; }));
    CHECK(there->messages[7] == std::string(1'500'000, 'd'));
    CHECK(device.record->messages[7] == std::string(1'500'000, 's'));
    CHECK(network.on([&] { return school.doors.handshakes.at(0).line; }) == Line::encrypted);
    network.on([&] { there->socket->close(CloseReason::too_much); });
    CHECK(network.until([&] { return device.record->closed == CloseReason::too_much; }));
}

TEST_CASE("another key, or one only a pin could vouch for, is no school") {
    const Secure secure, other;
    Network network;
    School school{network, secure.options};
    school.welcome(network.record());
    const auto never_up = [&](const LinkOptions& options, std::string_view why) {
        Device device{network};
        device.dial_with(options);
        CHECK(network.until([&] { return device.log.lines().contains(why) || (network.loop().post([&] { network.changed(); }), false); }));
        CHECK(device.record->socket == nullptr);
    };
    auto wrong = secure.link(school.port);
    wrong.pin = copy(seal::pin(other.certificate.certificate).value());
    never_up(wrong, "not the pinned one");
    auto unpinned = secure.link(school.port);
    unpinned.pin.clear();
    never_up(unpinned, "self-signed");
    CHECK(network.on([&] { return school.doors.handshakes.empty(); }));
}

TEST_CASE("plain words at an encrypted door, or no words at all, end in a hang-up") {
    Secure secure;
    secure.options.patience = std::chrono::seconds{1};
    Network network;
    School school{network, secure.options};
    RawClient plain{school.port}, silent{school.port};
    plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(plain.hung_up());
    CHECK(silent.hung_up());
    CHECK(school.asked() == 0);
}

TEST_CASE("a certificate that cannot be used stops the listener before it listens") {
    const Secure good, other;
    Network network;
    TestDoors doors;
    MemoryLog log;
    const ManualClock clock{Instant{std::chrono::seconds{1'790'000'000}}};
    const auto refused = [&](ListenerOptions options, std::string_view operation, std::string_view place) {
        const auto made = listen(network.loop(), options, doors, log, clock);
        REQUIRE_FALSE(made);
        CHECK(made.error().operation == operation);
        CHECK(made.error().place == place);
    };
    auto options = good.options;
    options.key = other.options.key;
    refused(options, "fit key to certificate", other.options.key);
    options.key = "";
    refused(options, "read private key", "");
    options = good.options;
    options.certificate = (good.directory.path / "none.pem").string();
    refused(options, "read certificate", options.certificate);
    options.certificate = good.directory.file("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    refused(options, "read certificate", options.certificate);
    const Secure expired{seal::make_certificate(names, from, from + std::chrono::days{30})};
    refused(expired.options, "use certificate: expired", expired.options.certificate);
    const Secure later{seal::make_certificate(names, until, until + std::chrono::days{30})};
    refused(later.options, "use certificate: not valid yet", later.options.certificate);
}
