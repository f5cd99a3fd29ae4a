#pragma once
// transport: bytes to and from one peer, encrypted or not, over TCP or a Unix socket: one type, so that what is built on it is
// compiled once.
//
// TLS stands straight on the descriptor: Asio's own ssl stream keeps some 45 kB more for every connection (measured).

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <memory>
#include <string>

#include "transport/tls.hpp"

namespace monitor::transport {

namespace asio = boost::asio;
using boost::system::error_code;

class Channel {
public:
    using Socket = asio::generic::stream_protocol::socket;
    using executor_type = Socket::executor_type;

    Channel(Socket socket, std::unique_ptr<Tls> tls);
    Channel(Channel&&) noexcept;
    Channel& operator=(Channel&&) noexcept;
    ~Channel();

    [[nodiscard]] executor_type get_executor() const noexcept;
    [[nodiscard]] Socket& socket() noexcept;
    [[nodiscard]] Tls* tls() noexcept;
    /// Hangs up: everything under way ends with an error.
    void close() noexcept;
    /// These bytes are read again before anything else.
    void put_back(std::string bytes);
    /// Nothing to do without TLS.
    [[nodiscard]] asio::awaitable<error_code> handshake();
    /// Says goodbye in TLS, without waiting for an answer.
    void shut() noexcept;

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return asio::async_compose<Token, void(error_code, std::size_t)>(Some<Way::in, Buffers>{inside_.get(), buffers}, token,
                                                                         get_executor());
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return asio::async_compose<Token, void(error_code, std::size_t)>(Some<Way::out, Buffers>{inside_.get(), buffers}, token,
                                                                         get_executor());
    }

private:
    enum class Way : std::uint8_t { in = 1, out = 2 };
    struct Inside {
        Socket socket;
        std::unique_ptr<Tls> tls;
        std::string unread{};
        [[nodiscard]] bool leaves_it_to_socket(Way way) const noexcept { return !tls && (way == Way::out || unread.empty()); }
        [[nodiscard]] Tried read(asio::mutable_buffer into);
        [[nodiscard]] Tried write(std::span<const asio::const_buffer> from);
    };
    enum class Step : std::uint8_t { begin = 0, native = 1, trying = 2, done = 3 };

    /// One reading or writing. Without TLS it is the socket's own; with it, tried, waited for and tried again. Never completes
    /// inside the call that began it.
    template <Way way, class Buffers>
    struct Some {
        Inside* inside;
        Buffers buffers;
        Step step{};
        Tried kept{};

        template <class Self>
        void operator()(Self& self, error_code flaw = {}, std::size_t bytes = 0) {
            if (step == Step::native) return self.complete(flaw, bytes);
            if (step == Step::done) return self.complete(kept.flaw, kept.bytes);
            if (flaw) return self.complete(flaw, 0);
            const bool first = std::exchange(step, Step::trying) == Step::begin;
            if (first && inside->leaves_it_to_socket(way)) {
                step = Step::native;
                if constexpr (way == Way::in) return inside->socket.async_read_some(buffers, std::move(self));
                else return inside->socket.async_write_some(buffers, std::move(self));
            }
            const Tried tried = once();
            if (tried.need != Need::nothing)
                return inside->socket.async_wait(tried.need == Need::to_read ? Socket::wait_read : Socket::wait_write, std::move(self));
            if (!first) return self.complete(tried.flaw, tried.bytes);
            kept = tried;
            step = Step::done;
            asio::post(inside->socket.get_executor(), std::move(self));
        }
        [[nodiscard]] Tried once() const {
            std::array<std::conditional_t<way == Way::in, asio::mutable_buffer, asio::const_buffer>, 8> pieces;
            std::size_t count = 0;
            for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers) && count < pieces.size(); ++at)
                if (pieces[count] = *at; pieces[count].size() > 0) ++count;
            if constexpr (way == Way::in) return inside->read(count > 0 ? pieces[0] : asio::mutable_buffer{});
            else return inside->write({pieces.data(), count});
        }
    };

    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::transport
