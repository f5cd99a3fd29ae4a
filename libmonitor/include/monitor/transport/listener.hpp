#pragma once
// transport: the one place where connections are accepted.
//
// One port for pages, API and WebSockets. Strict HTTP/1.1 parsing (Beast), limits on size, rate, time and number per peer, TLS 1.2
// or better, or plain on loopback.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/transport/http.hpp"
#include "monitor/transport/loop.hpp"
#include "monitor/transport/socket.hpp"

namespace monitor::transport {

struct SocketLimits {
    std::size_t message{64 * 1024};         ///< bytes of one message
    std::size_t backlog{4 * 1024 * 1024};   ///< bytes a peer may leave unread
    std::size_t bytes_a_second{8 << 20};    ///< averaged over two seconds
    int messages_a_second{100};
    std::chrono::seconds silence{30};       ///< pings go out at half of it
};

/// Makes the receiving end for one new socket. The Socket lives as long as the Events it returned.
using Welcome = std::move_only_function<std::unique_ptr<Events>(Socket&)>;

/// The answer to a WebSocket handshake.
struct Upgrade {
    std::string protocol{};  ///< one of those the peer offered in Sec-WebSocket-Protocol
    SocketLimits limits{};
    Welcome welcome{};
};

/// What stands behind the listener. Called on the loop.
class Doors {
public:
    virtual ~Doors() = default;
    Doors(const Doors&) = delete;
    Doors& operator=(const Doors&) = delete;

    virtual void request(Request, Reply) = 0;
    /// A handshake that is well-formed; a Response refuses it.
    [[nodiscard]] virtual std::variant<Upgrade, Response> upgrade(const Request&) = 0;

protected:
    Doors() = default;
};

/// Does a trusted proxy say before all else (also before TLS) whose connection it passes on?
enum class ProxyProtocol : std::uint8_t {
    none = 0,
    v2 = 1,  ///< every connection from `trusted_proxies` must begin so; nobody else's is listened to
};

struct ListenerOptions {
    std::string address{"127.0.0.1"};
    std::uint16_t port{};                    ///< 0: any free one, see port()
    std::string certificate{}, key{};        ///< PEM; both empty: plain, refused unless `address` is loopback
    std::vector<std::string> trusted_proxies{};  ///< CIDR; only they may say X-Forwarded-For
    ProxyProtocol proxy_protocol{};
    std::size_t body{1 << 20};
    std::chrono::seconds patience{10};       ///< for a whole request, and for a handshake
    int connections{4096};
    int connections_per_address{512};
    int requests_a_second{50};               ///< per address, bursts of four times as much
};

/// Accepts while it exists. Destroy it on the loop, or after run() returned: every line still up hears closed(done) before the
/// destructor returns, and nothing after.
class Listener {
public:
    virtual ~Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;

protected:
    Listener() = default;
};

/// A certificate that is broken, expired or does not fit its key, an address in use: an Error, and nothing listens.
[[nodiscard]] std::expected<std::unique_ptr<Listener>, Error> listen(Loop&, const ListenerOptions&, Doors&, Log&, const Clock&);

}  // namespace monitor::transport
