// Does a real connection hold to its promises: https that is sure of its host, no redirect, and an end in time?

#include "monitor/fetch/fetch.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <catch2/catch.hpp>

#include "monitor/base/clock.hpp"
#include "monitor/seal/sign.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::fetch;
using namespace std::chrono;
using Poco::Net::StreamSocket;

namespace {

const Poco::Net::SocketAddress any_port{"127.0.0.1", 0};

/// Takes one connection on a loopback port and does with it what the test says.
class Host {
public:
    using Talk = std::function<void(StreamSocket&)>;
    explicit Host(Talk talk) : Host{Poco::Net::ServerSocket{any_port}, std::move(talk)} {}
    Host(Poco::Net::ServerSocket socket, Talk talk) : socket_{std::move(socket)}, thread_{[this, talk] { take(talk); }} {}
    ~Host() {
        // Wakes a host that nobody came to.
        try {
            StreamSocket{socket_.address()}.close();
        } catch (const Poco::Exception&) {
        }
        thread_.join();
    }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    [[nodiscard]] std::string at(std::string_view scheme, std::string_view host = "127.0.0.1") const {
        return std::string{scheme} + "://" + std::string{host} + ":" + std::to_string(socket_.address().port()) + "/x?y=z";
    }

private:
    void take(const Talk& talk) {
        try {
            auto peer = socket_.acceptConnection();
            talk(peer);
        } catch (const std::exception&) {  // the other side hung up: what the test expects is asked there
        }
    }
    Poco::Net::ServerSocket socket_;
    std::thread thread_;
};

/// What was asked, up to and with the body of `body` bytes.
std::string heard(StreamSocket& peer, std::size_t body = 0) {
    std::string text;
    std::array<char, 4096> buffer;
    while (text.find("\r\n\r\n") == std::string::npos || text.size() < text.find("\r\n\r\n") + 4 + body) {
        const int count = peer.receiveBytes(buffer.data(), buffer.size());
        if (count <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return text;
}
void say(StreamSocket& peer, std::string_view text) {
    peer.sendBytes(text.data(), static_cast<int>(text.size()));
}
Host::Talk answering(std::string text) {
    return [text](StreamSocket& peer) {
        (void)heard(peer);
        say(peer, text);
        peer.shutdownSend();
    };
}

/// A TLS server whose certificate is for `name`, and which this process believes while it lives.
class Secured {
public:
    explicit Secured(const std::string& name, int first_year = 2020, int last_year = 2090) {
        const std::array<std::string, 1> names{name};
        const auto made = seal::make_certificate(names, year{first_year} / 1 / 1, year{last_year} / 1 / 1);
        std::ofstream{place_.path() / "certificate.pem"} << made.certificate;
        std::ofstream{place_.path() / "key.pem"} << made.key;
    }
    ~Secured() { ::unsetenv("SSL_CERT_FILE"); }
    Secured(const Secured&) = delete;
    Secured& operator=(const Secured&) = delete;
    void believe() const { REQUIRE(::setenv("SSL_CERT_FILE", (place_.path() / "certificate.pem").c_str(), 1) == 0); }
    [[nodiscard]] Poco::Net::Context::Ptr context() const {
        return new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, (place_.path() / "key.pem").string(),
                                      (place_.path() / "certificate.pem").string(), "", Poco::Net::Context::VERIFY_NONE, 9, false,
                                      "ALL:@SECLEVEL=0");  // a host that would speak old TLS too
    }

private:
    test::Temporary place_;
};

const std::string hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

std::expected<Answer, Error> ask_tls(const Secured& secured, std::string_view host, Host::Talk talk) {
    Host server{Poco::Net::SecureServerSocket{any_port, 5, secured.context()}, std::move(talk)};
    return make_fetch(Loopback::refused)->fetch({.url = server.at("https", host)});
}

}  // namespace

TEST_CASE("what is asked arrives as it was asked", "[fetch]") {
    std::string text;
    Answer answer;
    {
        Host host{[&](StreamSocket& peer) {
            text = heard(peer, 4);
            say(peer, hello);
        }};
        const auto got =
            make_fetch(Loopback::plain_allowed)
                ->fetch({.method = Method::post, .url = host.at("http"), .headers = {{"Accept", "text/plain"}}, .body = "a=bc"});
        REQUIRE(got);
        answer = *got;
    }
    CHECK(answer.status == 200);
    CHECK(answer.body == "hello");
    CHECK(text.starts_with("POST /x?y=z HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(text.ends_with("\r\nConnection: close\r\nAccept: text/plain\r\nContent-Length: 4\r\n\r\na=bc"));
}

TEST_CASE("a redirect is an answer, not a place to go", "[fetch]") {
    Host host{answering("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")};
    const auto got = make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http")});
    REQUIRE(got);
    CHECK(got->status == 302);
}

TEST_CASE("a host that is not there can be asked again later", "[fetch]") {
    std::string closed;
    {
        const Host host{[](StreamSocket&) {}};
        closed = host.at("http");
    }
    const auto got = make_fetch(Loopback::plain_allowed)->fetch({.url = closed});
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::try_again);
    CHECK(got.error().place.starts_with("127.0.0.1:"));
    CHECK(got.error().place.find("y=z") == std::string::npos);
}

TEST_CASE("an answer that is wrong is given up, one that breaks off can be asked again", "[fetch]") {
    const auto remedy = [](const std::string& text, std::size_t at_most) {
        Host host{answering(text)};
        return make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http"), .at_most = at_most}).error().remedy;
    };
    CHECK(remedy("SSH-2.0\r\n", 1000) == Remedy::give_up);
    CHECK(remedy(hello, 4) == Remedy::give_up);
    CHECK(remedy(hello.substr(0, hello.size() - 1), 1000) == Remedy::try_again);
}

TEST_CASE("a host that says nothing is left when patience ends", "[fetch]") {
    Host host{[](StreamSocket& peer) {
        (void)heard(peer);
        (void)heard(peer);  // until the other side hangs up
    }};
    const auto got = make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http"), .patience = 50ms});
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::try_again);
    CHECK(got.error().place.ends_with("took too long"));
}

TEST_CASE("a host that says a little now and then is left all the same", "[fetch]") {
    Host host{[](StreamSocket& peer) {
        (void)heard(peer);
        say(peer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (;;) say(peer, "1;" + std::string(1000, ' ') + "\r\nx\r\n");
    }};
    const auto got =
        make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http"), .patience = 100ms, .at_most = std::size_t{1} << 30});
    REQUIRE_FALSE(got);
    CHECK(got.error().place.ends_with("took too long"));
}

TEST_CASE("a host that never finishes its handshake is left when patience ends", "[fetch]") {
    Host host{[](StreamSocket& peer) {
        std::array<char, 4096> buffer;
        while (peer.receiveBytes(buffer.data(), buffer.size()) > 0) {
        }
    }};
    const auto got = make_fetch(Loopback::refused)->fetch({.url = host.at("https"), .patience = 50ms});
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::try_again);
    CHECK(got.error().place.ends_with("took too long"));
}

TEST_CASE("a question that is stopped ends within a second, whatever the host does", "[fetch]") {
    std::stop_source stop;
    const SystemClock clock;
    Tick stopped{};
    const auto stop_now = [&] {
        stopped = clock.tick();
        stop.request_stop();
    };
    std::expected<Answer, Error> got;
    SECTION("it never answers") {
        Host host{[&](StreamSocket& peer) {
            (void)heard(peer);
            stop_now();
            (void)heard(peer);  // until the other side hangs up
        }};
        got = make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http"), .patience = 10min, .stop = stop.get_token()});
    }
    SECTION("it never finishes its handshake") {
        Host host{[&](StreamSocket& peer) {
            std::array<char, 4096> buffer;
            (void)peer.receiveBytes(buffer.data(), buffer.size());
            stop_now();
            while (peer.receiveBytes(buffer.data(), buffer.size()) > 0) {
            }
        }};
        got = make_fetch(Loopback::refused)->fetch({.url = host.at("https"), .patience = 10min, .stop = stop.get_token()});
    }
    SECTION("it never takes the connection") {
        Poco::Net::ServerSocket full;
        full.bind(any_port);
        full.listen(1);
        std::vector<StreamSocket> waiting(8);
        for (auto& one : waiting) one.connectNB(full.address());  // its queue is full: who comes now is not heard
        std::jthread soon{[&] { stop_now(); }};
        got = make_fetch(Loopback::plain_allowed)
                  ->fetch({.url = "http://" + full.address().toString() + "/", .patience = 10min, .stop = stop.get_token()});
    }
    SECTION("it was stopped before it was asked") {
        Host host{answering(hello)};
        stop_now();
        got = make_fetch(Loopback::plain_allowed)->fetch({.url = host.at("http"), .patience = 10min, .stop = stop.get_token()});
    }
    CHECK(clock.tick() - stopped < 1s);
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::try_again);
}

TEST_CASE("https goes to a host whose certificate holds for its name", "[fetch]") {
    const Secured secured{"127.0.0.1"};
    secured.believe();
    const auto got = ask_tls(secured, "127.0.0.1", answering(hello));
    INFO((got ? "" : got.error().place));
    REQUIRE(got);
    CHECK(got->body == "hello");
}

TEST_CASE("https goes to no host whose certificate nobody vouches for", "[fetch]") {
    const Secured secured{"127.0.0.1"};
    const auto got = ask_tls(secured, "127.0.0.1", answering(hello));
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::ask_operator);
}

TEST_CASE("https goes to no host whose certificate is for another name, also on this machine", "[fetch]") {
    for (const auto* name : {"login.example", "127.0.0.2"}) {
        const Secured secured{name};
        secured.believe();
        const auto got = ask_tls(secured, "127.0.0.1", answering(hello));
        REQUIRE_FALSE(got);
        CHECK(got.error().remedy == Remedy::ask_operator);
    }
    const Secured secured{"login.example"};
    secured.believe();
    CHECK_FALSE(ask_tls(secured, "localhost", answering(hello)));
}

TEST_CASE("https goes to no host whose certificate has run out", "[fetch]") {
    const Secured secured{"127.0.0.1", 2020, 2021};
    secured.believe();
    const auto got = ask_tls(secured, "127.0.0.1", answering(hello));
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::ask_operator);
}

TEST_CASE("https goes to no host that knows only TLS 1.1", "[fetch]") {
    const Secured secured{"127.0.0.1"};
    secured.believe();
    auto context = secured.context();
    context->disableProtocols(Poco::Net::Context::PROTO_TLSV1_2 | Poco::Net::Context::PROTO_TLSV1_3);
    Host server{Poco::Net::SecureServerSocket{any_port, 5, context}, answering(hello)};
    const auto got = make_fetch(Loopback::refused)->fetch({.url = server.at("https")});
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::ask_operator);
}

TEST_CASE("an answer over TLS that is cut off without goodbye is not a whole one", "[fetch]") {
    const Secured secured{"127.0.0.1"};
    secured.believe();
    const auto got = ask_tls(secured, "127.0.0.1", [](StreamSocket& peer) {
        (void)heard(peer);
        say(peer, "HTTP/1.1 200 OK\r\n\r\nhel");
        ::shutdown(peer.impl()->sockfd(), SHUT_RDWR);  // as someone on the line would
    });
    REQUIRE_FALSE(got);
    CHECK(got.error().remedy == Remedy::try_again);
}

TEST_CASE("a question that could be read as two is not asked", "[fetch]") {
    const auto fetch = make_fetch(Loopback::plain_allowed);
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"Host", "x"},
                                                                                      {"content-length", "1"},
                                                                                      {"Transfer-Encoding", "chunked"},
                                                                                      {"Connection", "keep-alive"},
                                                                                      {"", "x"},
                                                                                      {"X Y", "z"},
                                                                                      {"X", "a\r\nY: b"},
                                                                                      {"X", std::string{"\0", 1}},
                                                                                      {"X:", "y"}}) {
        const auto got = fetch->fetch({.url = "http://127.0.0.1:1/", .headers = {{name, value}}});
        CHECK(got.error().remedy == Remedy::correct_input);
    }
    CHECK(fetch->fetch({.url = "http://login.example/"}).error().remedy == Remedy::correct_input);
    CHECK(make_fetch(Loopback::refused)->fetch({.url = "http://127.0.0.1:1/"}).error().remedy == Remedy::correct_input);
}
