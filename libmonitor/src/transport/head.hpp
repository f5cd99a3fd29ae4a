#pragma once
// transport: is this the head of one honest request? Bytes in, values out; no socket, so that it can be tested and fuzzed alone.
//
// RFC 9112, strictly: what two servers might read differently (request smuggling) is refused, not mended.

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "monitor/transport/http.hpp"

namespace monitor::transport {

inline constexpr std::size_t head_limit = 16 * 1024;

/// A refusal: the status to answer with before hanging up, and why, in words for the log.
struct Refusal {
    int status{400};
    std::string_view why{};
};

/// Looks at a head as it comes in, each byte once.
class HeadScan {
public:
    /// `all` is what has come so far. The length of the head, its last empty line included; 0: not all there yet.
    [[nodiscard]] std::expected<std::size_t, Refusal> look(std::string_view all);

private:
    std::size_t seen_{};
};

enum class After : std::uint8_t { close = 0, keep_alive = 1 };
enum class Wish : std::uint8_t { answer = 0, web_socket = 1 };

struct Head {
    Request request{};        ///< without body, address and line
    std::size_t body{};       ///< Content-Length
    After after{};
    Wish wish{};
    bool expects_continue{};
};

/// `head` is what HeadScan found to be one. No larger body than `most`.
[[nodiscard]] std::expected<Head, Refusal> read_head(std::string_view head, std::size_t most);

/// Takes out what only proxies say: what of it is believed was worked out before, and nobody behind may read it again. By whom the
/// request came, as far as it says so itself.
[[nodiscard]] Way drop_proxy_headers(Request&);

/// Is every header fit to be sent, and the status one?
[[nodiscard]] bool sound(const Response&);
/// Status line and headers of an answer, ready to send. What belongs to the line itself (Content-Length, Connection, Date) is ours.
[[nodiscard]] std::string head_of(const Response&, After, std::string_view date);
/// A request as it goes to a server behind a Unix socket: one request a connection.
[[nodiscard]] std::string head_of(const Request&);

/// A whole answer from such a server, as it comes in.
class AnswerScan {
public:
    enum class Method : std::uint8_t { other = 0, head = 1 };
    AnswerScan(std::size_t most, Method);
    ~AnswerScan();
    AnswerScan(const AnswerScan&) = delete;
    AnswerScan& operator=(const AnswerScan&) = delete;
    enum class Progress : std::uint8_t { more = 0, done = 1, bad = 2 };
    [[nodiscard]] Progress look(std::string_view more);
    /// The other end hung up: was that the end of the answer?
    [[nodiscard]] Progress ended();
    [[nodiscard]] Response taken();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::transport
