#pragma once
// transport: who is at the other end, and can nobody else read it? OpenSSL straight on a socket.

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"

struct ssl_ctx_st;

namespace monitor::transport {

/// The settings many connections share: TLS 1.2 or better, forward secrecy only. Cheap to copy.
class TlsContext {
public:
    /// A certificate chain and its key, PEM files. Not readable, not fitting, not valid now: an Error that names the file.
    [[nodiscard]] static std::expected<TlsContext, Error> server(const std::string& certificate, const std::string& key, Instant now);
    /// With a pin (32 bytes: SHA-256 of the server's public key) nothing else is asked; without, the system's CAs and the host name.
    [[nodiscard]] static std::expected<TlsContext, Error> client(Bytes pin);

private:
    friend class Tls;
    std::shared_ptr<ssl_ctx_st> context_{};
    Bytes pin_{};
};

/// What an operation waits for before it can be tried again.
enum class Need : std::uint8_t { nothing = 0, to_read = 1, to_write = 2 };
struct Tried {
    boost::system::error_code flaw{};
    std::size_t bytes{};
    Need need{};
};

/// One connection's. The socket it stands on must not move.
class Tls {
public:
    [[nodiscard]] static std::unique_ptr<Tls> accepting(const TlsContext&);
    /// `host` is a DNS name or an address.
    [[nodiscard]] static std::unique_ptr<Tls> dialling(const TlsContext&, const std::string& host);
    ~Tls();
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    using Socket = boost::asio::generic::stream_protocol::socket;
    void stand_on(Socket&);
    [[nodiscard]] Tried handshake();
    [[nodiscard]] Tried read(boost::asio::mutable_buffer);
    [[nodiscard]] Tried write(boost::asio::const_buffer);
    void goodbye() noexcept;
    /// Why the other end was not believed, in words for the log; empty: it was.
    [[nodiscard]] std::string_view doubt() const noexcept;

private:
    struct Inside;
    friend class TlsContext;
    explicit Tls(std::unique_ptr<Inside>);
    [[nodiscard]] Tried outcome(int result);
    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::transport
