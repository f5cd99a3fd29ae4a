#pragma once
// transport: messages between processes of one machine (the agent's two halves), and requests to the server's own pages (Unix sockets).

#include <cstdint>
#include <expected>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

#include "monitor/base/error.hpp"
#include "monitor/transport/http.hpp"
#include "monitor/transport/link.hpp"
#include "monitor/transport/listener.hpp"
#include "monitor/transport/loop.hpp"
#include "monitor/transport/socket.hpp"

namespace monitor::transport {

/// Who is at the other end, as the kernel says it (SO_PEERCRED).
struct Peer {
    std::uint32_t user{};
    std::int32_t process{};
};
using LocalWelcome = std::move_only_function<std::unique_ptr<Events>(Socket&, Peer)>;  ///< empty Events: refused

class LocalListener {
public:
    virtual ~LocalListener() = default;
    LocalListener(const LocalListener&) = delete;
    LocalListener& operator=(const LocalListener&) = delete;

protected:
    LocalListener() = default;
};

enum class Reach : std::uint8_t { owner = 0, everyone = 1 };  ///< mode 0600 or 0666
/// A stale socket file of an earlier run is replaced; the file goes with the listener.
[[nodiscard]] std::expected<std::unique_ptr<LocalListener>, Error> listen_local(Loop&, const std::filesystem::path&, Reach,
                                                                               SocketLimits, LocalWelcome);
/// Keeps a line to that path up while it exists, as dial() does.
[[nodiscard]] std::expected<std::unique_ptr<Link>, Error> dial_local(Loop&, const std::filesystem::path&, SocketLimits, Welcome,
                                                                     Random&, Log&, const Clock&);

/// One HTTP request to a server on a Unix socket; the answer whole, or 502/504 when there is none in time. Replies on the loop.
void ask_inside(Loop&, const std::filesystem::path&, const Request&, std::chrono::milliseconds patience, std::size_t at_most,
                Reply);

}  // namespace monitor::transport
