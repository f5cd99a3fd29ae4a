#pragma once
// transport: a WebSocket over a channel, from the handshake to the end. The only door to Beast's WebSocket: see web_socket.cpp.

#include <string>

#include "monitor/transport/http.hpp"
#include "monitor/transport/listener.hpp"
#include "transport/line.hpp"

namespace monitor::transport {

/// What a dialler says in its handshake.
struct Handshake {
    std::string host{}, target{}, protocol{};
    std::chrono::milliseconds patience{};
};

/// Answers a well-formed handshake and serves the line until it is over. `lines` may go before this does.
asio::awaitable<void> serve_web_socket(Channel, const Request&, Upgrade, const Clock&, std::weak_ptr<Lines>);

/// Shakes hands and serves the line until it is over. An error: there never was a line. `give_up` ends the handshake meanwhile.
asio::awaitable<error_code> dial_web_socket(Channel, Handshake, SocketLimits, Welcome&, const Clock&, std::weak_ptr<Lines>,
                                            std::function<void()>& give_up);

}  // namespace monitor::transport
