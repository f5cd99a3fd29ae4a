#pragma once
// fetch: how are bytes brought to a host and back, in time or not at all?

#include <chrono>
#include <expected>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>

#include "fetch/url.hpp"

namespace monitor::fetch {

/// How long an exchange may last, and who may end it before that.
struct Limits {
    std::chrono::milliseconds patience{};
    std::stop_token stop{};
};

/// One connection, cut off at the limits it was made with. Belongs to one thread.
class Connection {
public:
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] virtual std::expected<void, Error> send(std::string_view) = 0;
    /// How many bytes came; 0: the host closed, cleanly.
    [[nodiscard]] virtual std::expected<std::size_t, Error> receive(std::span<char> into) = 0;

protected:
    Connection() = default;
};

/// Makes connections. Thread-safe.
class Dialler {
public:
    virtual ~Dialler() = default;
    Dialler(const Dialler&) = delete;
    Dialler& operator=(const Dialler&) = delete;

    /// With https: certificate and name verified, TLS 1.2 at least. Looking up a name takes as long as the system's resolver
    /// takes; everything after it ends within the limits, counted from this call.
    [[nodiscard]] virtual std::expected<std::unique_ptr<Connection>, Error> dial(const Url&, const Limits&) = 0;

protected:
    Dialler() = default;
};

[[nodiscard]] std::unique_ptr<Dialler> make_dialler();

}  // namespace monitor::fetch
