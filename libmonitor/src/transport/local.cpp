#include "monitor/transport/local.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "transport/framed.hpp"
#include "transport/redial.hpp"
#include "transport/spawn.hpp"

namespace monitor::transport {
namespace {

using Unix = asio::local::stream_protocol;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t most_lines = 64;

std::unexpected<Error> refuse(Remedy remedy, std::string_view operation, int code, const std::filesystem::path& path) {
    return std::unexpected{Error{.remedy = remedy, .operation = operation, .system_code = code, .place = path.string()}};
}

/// Who is at the other end, by the kernel; empty: it does not say.
std::optional<Peer> peer_of(int descriptor) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
    return Peer{.user = credentials.uid, .process = credentials.pid};
}

/// Shared by the listener and its coroutine.
struct Door {
    explicit Door(asio::io_context& context) : acceptor{context} {}
    Unix::acceptor acceptor;
    SocketLimits limits{};
    LocalWelcome welcome{};
    std::shared_ptr<Lines> lines{std::make_shared<Lines>()};
    bool open{true};
};

asio::awaitable<void> serve_one(std::shared_ptr<Door> door, Unix::socket socket) {
    const auto peer = peer_of(socket.native_handle());
    if (!peer || !door->open || door->lines->size() >= most_lines) co_return;
    Welcome welcome = [door, peer](Socket& line) { return door->welcome(line, *peer); };
    Channel channel{Channel::Socket{std::move(socket)}, nullptr};
    co_await serve_framed(std::move(channel), door->limits, welcome, nullptr, door->lines);
}

asio::awaitable<void> accept(std::shared_ptr<Door> door) {
    while (door->open) {
        auto [flaw, socket] = co_await door->acceptor.async_accept(tuple);
        if (!door->open) co_return;
        if (flaw) {
            asio::steady_timer pause{door->acceptor.get_executor(), std::chrono::milliseconds{100}};
            co_await pause.async_wait(tuple);
            continue;
        }
        spawn(door->acceptor.get_executor(), serve_one(door, std::move(socket)));
    }
}

class UnixListener final : public LocalListener {
public:
    UnixListener(std::shared_ptr<Door> door, std::filesystem::path path, struct stat made)
        : door_{std::move(door)}, path_{std::move(path)}, made_{made} {
        spawn(door_->acceptor.get_executor(), accept(door_));
    }
    ~UnixListener() override {
        struct stat there{};
        if (::lstat(path_.c_str(), &there) == 0 && there.st_ino == made_.st_ino && there.st_dev == made_.st_dev)
            ::unlink(path_.c_str());
        door_->open = false;
        error_code ignored;
        door_->acceptor.close(ignored);
        const auto ending = std::exchange(door_->lines, nullptr);
        for (auto* line : *ending) line->drop();
    }

private:
    std::shared_ptr<Door> door_;
    std::filesystem::path path_;
    struct stat made_;
};

/// Makes room at `path`: a socket nobody answers at is removed, anything else is left and refused.
std::expected<void, Error> make_room(asio::io_context& context, const std::filesystem::path& path) {
    struct stat there{};
    if (::lstat(path.c_str(), &there) != 0) {
        if (errno == ENOENT) return {};
        return refuse(Remedy::ask_operator, "look at socket path", errno, path);
    }
    if (!S_ISSOCK(there.st_mode)) return refuse(Remedy::correct_input, "listen: something else stands there", 0, path);
    Unix::socket probe{context};
    error_code flaw;
    probe.connect(Unix::endpoint{path.string()}, flaw);
    if (flaw != asio::error::connection_refused) return refuse(Remedy::conflict, "listen: another process does", flaw.value(), path);
    if (::unlink(path.c_str()) != 0) return refuse(Remedy::ask_operator, "remove stale socket", errno, path);
    return {};
}

bool fits(const std::filesystem::path& path) { return !path.empty() && path.native().size() < sizeof(sockaddr_un{}.sun_path); }

asio::awaitable<std::string> attempt(std::shared_ptr<Redial> redial, std::filesystem::path path, SocketLimits limits) {
    Unix::socket socket{redial->context};
    redial->give_up = [&] {
        error_code ignored;
        socket.close(ignored);
    };
    const auto [flaw] = co_await socket.async_connect(Unix::endpoint{path.string()}, tuple);
    redial->give_up = nullptr;
    if (flaw) co_return flaw.message();
    if (!redial->open) co_return "";
    Channel channel{Channel::Socket{std::move(socket)}, nullptr};
    co_await serve_framed(std::move(channel), limits, redial->welcome, &redial->clock, redial->lines);
    co_return "";
}

}  // namespace

std::expected<std::unique_ptr<LocalListener>, Error> listen_local(Loop& loop, const std::filesystem::path& path, Reach reach,
                                                                 SocketLimits limits, LocalWelcome welcome) {
    auto& context = context_of(loop);
    if (!fits(path)) return refuse(Remedy::correct_input, "listen: the path is empty or too long for a socket", 0, path);
    if (const auto room = make_room(context, path); !room) return std::unexpected{room.error()};
    auto door = std::make_shared<Door>(context);
    error_code flaw;
    door->acceptor.open(Unix{}, flaw);
    if (flaw) return refuse(Remedy::ask_operator, "open socket", flaw.value(), path);
    // The file is born with the mode of its socket; nobody can connect before listen().
    if (::fchmod(door->acceptor.native_handle(), 0600) != 0) return refuse(Remedy::ask_operator, "guard socket", errno, path);
    door->acceptor.bind(Unix::endpoint{path.string()}, flaw);
    if (flaw) return refuse(Remedy::ask_operator, "bind", flaw.value(), path);
    struct stat made{};
    const auto failed = [&](std::string_view operation, int code) {
        ::unlink(path.c_str());
        return refuse(Remedy::ask_operator, operation, code, path);
    };
    if (::chmod(path.c_str(), reach == Reach::everyone ? 0666 : 0600) != 0) return failed("set the socket's mode", errno);
    if (::lstat(path.c_str(), &made) != 0) return failed("look at the socket", errno);
    door->acceptor.listen(asio::socket_base::max_listen_connections, flaw);
    if (flaw) return failed("listen", flaw.value());
    door->limits = limits;
    door->welcome = std::move(welcome);
    return std::make_unique<UnixListener>(std::move(door), path, made);
}

std::expected<std::unique_ptr<Link>, Error> dial_local(Loop& loop, const std::filesystem::path& path, SocketLimits limits,
                                                       Welcome welcome, Random& random, Log& log, const Clock& clock) {
    if (!fits(path)) return refuse(Remedy::correct_input, "dial: the path is empty or too long for a socket", 0, path);
    auto redial = std::make_shared<Redial>(context_of(loop), std::move(welcome), random, log, clock);
    redial->first_pause = std::chrono::milliseconds{200};
    redial->longest_pause = std::chrono::seconds{5};
    return keep_dialling(std::move(redial),
                         [path, limits](std::shared_ptr<Redial> again) { return attempt(std::move(again), path, limits); });
}

}  // namespace monitor::transport
