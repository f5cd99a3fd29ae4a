#pragma once
// transport: the device's line to its school. Dials out, never listens, comes back by itself.

#include <chrono>
#include <expected>
#include <memory>
#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/transport/listener.hpp"

namespace monitor::transport {

struct LinkOptions {
    std::string url{};                       ///< "wss://school.example/agent", or ws:// to a loopback address
    std::string protocol{"monitor.agent.1"};
    Bytes pin{};                             ///< SHA-256 of the server's public key; empty: the system's CAs decide
    SocketLimits limits{};
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{30'000};  ///< doubling, with full jitter
};

/// Keeps the line up while it exists. `welcome` is called for every line anew. Destroy it on the loop (from inside Events too), or
/// after run() returned: a line still up hears closed(done) before the destructor returns, and nothing after.
class Link {
public:
    virtual ~Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    /// The line, if there is one now.
    [[nodiscard]] virtual Socket* socket() noexcept = 0;

protected:
    Link() = default;
};

[[nodiscard]] std::expected<std::unique_ptr<Link>, Error> dial(Loop&, LinkOptions, Welcome, Random&, Log&, const Clock&);

}  // namespace monitor::transport
