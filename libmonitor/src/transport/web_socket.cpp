// transport: RFC 6455 by Beast. This file is alone with it: it takes as long to compile as the rest of the room.

#include "transport/web_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace monitor::transport {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
namespace http = boost::beast::http;

// ---- what Beast asks of a stream of ours (found by its namespace)

void beast_close_socket(Channel& channel) { channel.close(); }

template <class Handler>
void async_teardown(beast::role_type, Channel& channel, Handler&& handler) {
    channel.shut();
    asio::post(channel.get_executor(), [handler = std::forward<Handler>(handler)]() mutable { handler(error_code{}); });
}

namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
/// A fragment smaller than this may come now and then, not as a habit: each costs as much as a whole message.
constexpr std::size_t fair_fragment = 512;
/// What an idle line keeps of its read buffer.
constexpr std::size_t kept_buffer = 8 * 1024;

std::uint16_t code_of(CloseReason reason) {
    switch (reason) {
        case CloseReason::done: return 1000;
        case CloseReason::gone: return 1001;
        case CloseReason::silent: return 4408;
        case CloseReason::too_much: return 1008;
        case CloseReason::malformed: return 1002;
        case CloseReason::not_permitted: return 4403;
        case CloseReason::failed: return 1011;
    }
    return 1011;
}

/// What the other end's close code says about us.
CloseReason reason_of(std::uint16_t code) {
    switch (code) {
        case 1002: case 1003: case 1007: return CloseReason::malformed;
        case 1008: case 1009: return CloseReason::too_much;
        case 1011: return CloseReason::failed;
        case 4403: return CloseReason::not_permitted;
        case 4408: return CloseReason::silent;
        default: return CloseReason::gone;
    }
}

CloseReason reason_of(error_code flaw) {
    if (flaw == beast::error::timeout) return CloseReason::silent;
    if (flaw == websocket::error::message_too_big || flaw == websocket::error::buffer_overflow) return CloseReason::too_much;
    if (flaw == websocket::condition::protocol_violation) return CloseReason::malformed;
    if (flaw == asio::error::eof || flaw == asio::error::connection_reset || flaw == asio::error::broken_pipe ||
        flaw == asio::error::operation_aborted || flaw == asio::error::bad_descriptor)
        return CloseReason::gone;
    return CloseReason::failed;
}

class WebSocketLine final : public LineBase {
public:
    WebSocketLine(Channel channel, SocketLimits limits, std::chrono::milliseconds patience, beast::role_type role, const Clock& clock)
        : LineBase{channel.get_executor(), limits, &clock}, stream_{std::move(channel)} {
        // A client masks what it sends, piece by piece through this buffer; a server sends straight from the message.
        stream_.write_buffer_bytes(role == beast::role_type::client ? 16 * 1024 : 256);
        stream_.auto_fragment(false);
        stream_.binary(true);
        stream_.read_message_max(limits.message);
        stream_.set_option(websocket::stream_base::timeout{patience, limits.silence, true});
    }

    /// Serves until the end. `welcome` is called once the line is up.
    asio::awaitable<void> serve(Welcome& welcome, std::weak_ptr<Lines> lines) {
        const auto self = shared_from_this();
        if (const auto kept = lines.lock()) kept->insert(this);
        // Pings and pongs are answered inside Beast's read; here they only count.
        stream_.control_callback([this](websocket::frame_type, beast::string_view words) { pinged(words.size()); });
        begin(welcome(*this));
        const auto heard = co_await read();
        if (const auto kept = lines.lock()) kept->erase(this);
        over(heard);
        stream_.control_callback();
    }

    websocket::stream<Channel, false>& stream() noexcept { return stream_; }

private:
    asio::awaitable<CloseReason> read() {
        beast::flat_buffer buffer{limits().message + 1};
        std::size_t small = 0;
        for (;;) {
            const auto [flaw, bytes] = co_await stream_.async_read_some(buffer, 0, tuple);
            if (flaw == websocket::error::closed) co_return reason_of(stream_.reason().code);
            if (flaw) co_return reason_of(flaw);
            const bool whole = stream_.is_message_done();
            if (!whole && bytes < fair_fragment) ++small;
            if (stream_.got_text()) refuse_text();
            if (!admit(bytes + 8, whole || small > 16 ? 1 : 0) || !whole) continue;
            deliver({static_cast<const std::byte*>(buffer.data().data()), buffer.size()});
            small = 0;
            buffer.consume(buffer.size());
            if (buffer.capacity() > kept_buffer) buffer.shrink_to_fit();
        }
    }

    /// Once: after it the line is closing, and all that still comes is thrown away.
    void refuse_text() {
        if (closing()) return;
        text_ = true;
        close(CloseReason::malformed);
    }

    void pinged(std::size_t bytes) {
        // Not inside Beast's own read: a close is no thing to begin there.
        asio::post(stream_.get_executor(), [self = shared_from_this(), this, bytes] { (void)admit(bytes + 8, 1); });
    }

    void write(const Bytes& message) override {
        stream_.async_write(asio::buffer(message), [self = shared_from_this(), this](error_code flaw, std::size_t) { wrote(flaw); });
    }

    void say_goodbye(CloseReason reason) override {
        stream_.async_close(websocket::close_code{text_ ? std::uint16_t{1003} : code_of(reason)},
                            [self = shared_from_this()](error_code) {});
    }

    void hang_up() override { stream_.next_layer().close(); }

    websocket::stream<Channel, false> stream_;
    bool text_{};
};

}  // namespace

asio::awaitable<void> serve_web_socket(Channel channel, const Request& request, Upgrade upgrade, const Clock& clock,
                                       std::weak_ptr<Lines> lines) {
    constexpr std::chrono::seconds patience{10};
    http::request<http::empty_body> handshake{http::verb::get, "/", 11};
    for (const auto* name : {"host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"}) {
        const auto value = request.header(name);
        handshake.set(name, beast::string_view{value.data(), value.size()});
    }
    const auto line = std::make_shared<WebSocketLine>(std::move(channel), upgrade.limits, patience, beast::role_type::server, clock);
    line->stream().set_option(
        websocket::stream_base::decorator([protocol = upgrade.protocol](websocket::response_type& response) {
            response.set(http::field::sec_websocket_protocol, protocol);
        }));
    const auto [flaw] = co_await line->stream().async_accept(handshake, tuple);
    if (!flaw && !lines.expired()) co_await line->serve(upgrade.welcome, lines);
}

asio::awaitable<error_code> dial_web_socket(Channel channel, Handshake handshake, SocketLimits limits, Welcome& welcome,
                                            const Clock& clock, std::weak_ptr<Lines> lines, std::function<void()>& give_up) {
    const auto line = std::make_shared<WebSocketLine>(std::move(channel), limits, handshake.patience, beast::role_type::client, clock);
    line->stream().set_option(websocket::stream_base::decorator(
        [&](websocket::request_type& request) { request.set(http::field::sec_websocket_protocol, handshake.protocol); }));
    websocket::response_type response;
    give_up = [&] { line->stream().next_layer().close(); };
    const auto [flaw] = co_await line->stream().async_handshake(response, handshake.host, handshake.target, tuple);
    give_up = nullptr;
    if (flaw) co_return flaw;
    if (response[http::field::sec_websocket_protocol] != handshake.protocol) co_return websocket::error::bad_http_version;
    if (lines.expired()) co_return asio::error::operation_aborted;
    co_await line->serve(welcome, lines);
    co_return error_code{};
}

}  // namespace monitor::transport
