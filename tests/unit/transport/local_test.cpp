// Does a line inside the machine know who is at the other end, and guard its door?

#include "monitor/transport/local.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "monitor/wire/local.hpp"
#include "school.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;

namespace {

struct Directory {
    Directory() {
        std::string name = (std::filesystem::temp_directory_path() / "monitor-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
        path = name;
    }
    ~Directory() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

/// A service with a door at `path`, and a desktop process that keeps a line to it.
struct Machine {
    explicit Machine(SocketLimits limits = {}) : limits_{limits} { open(); }
    ~Machine() {
        network.on([this] { link.reset(), listener.reset(); });
    }
    void open(Reach reach = Reach::owner) {
        network.on([&] {
            listener = listen_local(network.loop(), path, reach, limits_, [this](Socket& socket, Peer peer) {
                           last = peer;
                           return refusing ? nullptr : recording(there)(socket);
                       }).value();
        });
    }
    void dial() {
        network.on([&] { link = dial_local(network.loop(), path, {}, recording(here), random, log, clock).value(); });
    }
    bool up() {
        return network.until([this] { return here->socket != nullptr && there->socket != nullptr; });
    }
    Network network;
    Directory directory;
    std::filesystem::path path{directory.path / "desktop.sock"};
    SeededRandom random;
    MemoryLog log;
    ManualClock clock{Instant{}};
    std::shared_ptr<Record> here{network.record()}, there{network.record()};
    Peer last{};
    bool refusing{};
    std::unique_ptr<LocalListener> listener;
    std::unique_ptr<Link> link;

private:
    SocketLimits limits_;
};

Bytes a_message(std::uint32_t lease) { return wire::encode(wire::FromDesktop{wire::LocalIndicated{lease}}); }

/// A blocking client of a Unix socket.
struct Raw {
    explicit Raw(const std::filesystem::path& path) : descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_un to{.sun_family = AF_UNIX, .sun_path = {}};
        path.string().copy(to.sun_path, sizeof to.sun_path - 1);
        connected = ::connect(descriptor, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~Raw() { ::close(descriptor); }
    void send(std::string_view bytes) const { (void)::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    [[nodiscard]] bool hung_up() const {
        char letter{};
        ssize_t count{};
        while ((count = ::recv(descriptor, &letter, 1, 0)) > 0) {}
        return count == 0 || errno == ECONNRESET;
    }
    int descriptor;
    bool connected{};
};

}  // namespace

TEST_CASE("messages pass both ways, and the kernel says who is there") {
    Machine machine;
    machine.dial();
    REQUIRE(machine.up());
    CHECK(machine.last.user == ::getuid());
    CHECK(machine.last.process == ::getpid());
    const auto large =
        wire::encode(wire::FromDesktop{wire::LocalPicture{.lease = 1, .stream = picture::Stream::grid, .vp8 = Bytes(50'000)}});
    machine.network.on([&] {
        machine.here->socket->send(a_message(1));
        machine.here->socket->send(copy(large));
        machine.there->socket->send(wire::encode(wire::ToDesktop{wire::LocalKey{picture::Stream::grid}}));
    });
    CHECK(machine.network.until([&] { return machine.there->messages.size() == 2 && machine.here->messages.size() == 1; }));
    CHECK(machine.there->messages[1] == as_text(large));
    CHECK(machine.network.until([&] { return machine.here->drained >= 1; }));
}

TEST_CASE("the socket file is its owner's, or everyone's, and goes with the listener") {
    Machine machine;
    struct stat made{};
    REQUIRE(::stat(machine.path.c_str(), &made) == 0);
    CHECK((made.st_mode & 0777) == 0600);
    machine.network.on([&] { machine.listener.reset(); });
    CHECK_FALSE(std::filesystem::exists(machine.path));
    machine.open(Reach::everyone);
    REQUIRE(::stat(machine.path.c_str(), &made) == 0);
    CHECK((made.st_mode & 0777) == 0666);
}

TEST_CASE("a stale socket is replaced, a living one and anything else is not") {
    Machine machine;
    const auto listen_at = [&](const std::filesystem::path& path) {
        return machine.network.on(
            [&] { return listen_local(machine.network.loop(), path, Reach::owner, {}, [](Socket&, Peer) { return nullptr; }); });
    };
    const auto taken = listen_at(machine.path);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().remedy == Remedy::conflict);
    const auto stale = machine.directory.path / "stale.sock";
    {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un at{.sun_family = AF_UNIX, .sun_path = {}};
        stale.string().copy(at.sun_path, sizeof at.sun_path - 1);
        REQUIRE(::bind(descriptor, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
        ::close(descriptor);
    }
    {
        auto replaced = listen_at(stale);
        CHECK(replaced.has_value());
        machine.network.on([&] { replaced.value().reset(); });
    }
    const auto file = machine.directory.path / "notes.txt";
    std::ofstream{file} << "mine";
    CHECK(listen_at(file).error().place == file.string());
    CHECK(std::filesystem::file_size(file) == 4);
    CHECK(listen_at(machine.directory.path / std::string(200, 'x')).error().remedy == Remedy::correct_input);
    CHECK(listen_at(machine.directory.path / "no" / "where.sock").error().system_code == ENOENT);
}

TEST_CASE("who is refused is hung up, and a line that fell comes back") {
    Machine machine;
    machine.network.on([&] { machine.refusing = true; });
    const Raw refused{machine.path};
    CHECK(refused.connected);
    CHECK(refused.hung_up());
    machine.network.on([&] { machine.refusing = false; });
    machine.dial();
    REQUIRE(machine.up());
    machine.network.on([&] { machine.there->socket->close(CloseReason::done); });
    CHECK(machine.network.until([&] { return machine.here->destroyed == 1 && machine.there->destroyed == 1; }));
    CHECK(machine.there->closed == CloseReason::done);
    CHECK(machine.here->closed == CloseReason::gone);
    CHECK(machine.up());
    machine.network.on([&] { machine.listener.reset(); });
    CHECK(machine.there->closed == CloseReason::done);
    machine.open();
    CHECK(machine.up());
}

TEST_CASE("bytes that are no message, or too large a one, end the line") {
    Machine machine{{.message = 1000}};
    const std::pair<std::string, CloseReason> wrong[] = {
        {"GET / HTTP/1.1\r\n\r\n", CloseReason::malformed},
        {std::string{"\x01\xc4\x00\x00\xff\xff\xff\xff", 8}, CloseReason::too_much},
        {std::string{"\x01\xc6\x00\x00\x00\x10\x00\x00", 8}, CloseReason::too_much},
        {std::string{"\x01\xc4\x00\x00\x05\x00\x00\x00{", 9}, CloseReason::gone}};
    int count = 0;
    for (const auto& [bytes, reason] : wrong) {
        {
            const Raw client{machine.path};
            client.send(bytes);
            if (reason != CloseReason::gone) CHECK(client.hung_up());
        }
        ++count;
        CHECK(machine.network.until([&] { return machine.there->destroyed == count; }));
        CHECK(machine.there->closed == reason);
    }
    CHECK(machine.there->messages.empty());
}

// ---- requests to the server's own pages

namespace {

/// A server that answers one connection with what it was given, and remembers what it read.
class Pages {
public:
    explicit Pages(std::string answer) : answer_{std::move(answer)}, descriptor_{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_un at{.sun_family = AF_UNIX, .sun_path = {}};
        path.string().copy(at.sun_path, sizeof at.sun_path - 1);
        if (::bind(descriptor_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || ::listen(descriptor_, 4) != 0)
            throw std::runtime_error{"listen"};
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Pages() {
        thread_.join();
        ::close(descriptor_);
    }
    Directory directory;
    std::filesystem::path path{directory.path / "pages.sock"};
    std::string read;

private:
    void serve() {
        const int one = ::accept(descriptor_, nullptr, nullptr);
        char piece[4096];
        while (!read.contains("\r\n\r\n")) {
            const auto count = ::recv(one, piece, sizeof piece, 0);
            if (count <= 0) break;
            read.append(piece, static_cast<std::size_t>(count));
        }
        (void)::send(one, answer_.data(), answer_.size(), MSG_NOSIGNAL);
        if (answer_.empty())
            while (::recv(one, piece, sizeof piece, 0) > 0) {}
        ::close(one);
    }
    std::string answer_;
    int descriptor_;
    std::thread thread_;
};

Response asked(const std::filesystem::path& path, const Request& request, std::size_t at_most = 1000,
               std::chrono::milliseconds patience = std::chrono::seconds{10}) {
    Network network;
    std::optional<Response> answer;
    ask_inside(network.loop(), path, request, patience, at_most, [&](Response response) {
        answer = std::move(response);
        network.changed();
    });
    network.until([&] { return answer.has_value(); });
    return std::move(*answer);
}

}  // namespace

TEST_CASE("a request goes inside whole, and its answer comes back whole") {
    Pages pages{"HTTP/1.1 201 Created\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"};
    const auto answer = asked(
        pages.path, {.method = "POST", .target = "/a?b", .headers = {{"host", "a"}, {"content-length", "99"}}, .body = "hi"});
    CHECK(answer.status == 201);
    CHECK(answer.body == "hello");
    CHECK(answer.headers.at(0).value == "b");
    CHECK(pages.read == "POST /a?b HTTP/1.1\r\nhost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
}

TEST_CASE("an answer to HEAD has no body, however long it says it is") {
    Pages pages{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"};
    const auto answer = asked(pages.path, {.method = "HEAD", .target = "/", .headers = {{"host", "a"}}});
    CHECK(answer.status == 200);
    CHECK(answer.body.empty());
}

TEST_CASE("no answer, a broken one or one too large is a 502, none in time is a 504") {
    const Request request{.method = "GET", .target = "/", .headers = {{"host", "a"}}};
    const Directory directory;
    CHECK(asked(directory.path / "none.sock", request).status == 502);
    CHECK(asked(Pages{"nonsense\r\n\r\n"}.path, request).status == 502);
    CHECK(asked(Pages{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ncut"}.path, request).status == 502);
    CHECK(asked(Pages{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"}.path, request, 9).status == 502);
    CHECK(asked(Pages{""}.path, request, 9, std::chrono::milliseconds{50}).status == 504);
}
