#pragma once
// transport: bytes to and from one peer, encrypted or not, over TCP or a Unix socket: one type, so that what is built on it is
// compiled once.
//
// TLS stands straight on the descriptor: Asio's own ssl stream keeps 45 kB more a connection (measured, docs/decisions).

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
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
        return asio::async_compose<Token, void(error_code, std::size_t)>(ReadSome<Buffers>{inside_.get(), buffers}, token,
                                                                         get_executor());
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return asio::async_compose<Token, void(error_code, std::size_t)>(WriteSome<Buffers>{inside_.get(), buffers}, token,
                                                                         get_executor());
    }

private:
    struct Inside {
        Socket socket;
        std::unique_ptr<Tls> tls;
        std::string unread{};
        [[nodiscard]] bool tries_first() const noexcept { return tls != nullptr || !unread.empty(); }
        [[nodiscard]] Tried read(asio::mutable_buffer into);
        [[nodiscard]] Tried write(std::span<const asio::const_buffer> from);
    };
    enum class Step : std::uint8_t { begin = 0, native = 1, trying = 2, done = 3 };

    /// Waits for what is needed and comes back, or completes; never completes inside the call that began it.
    template <class Self>
    static void go_on(Inside& inside, const Tried& tried, Step& step, Tried& kept, Self& self, bool first) {
        if (tried.need != Need::nothing) {
            step = Step::trying;
            const auto what = tried.need == Need::to_read ? Socket::wait_read : Socket::wait_write;
            return inside.socket.async_wait(what, std::move(self));
        }
        if (!first) return self.complete(tried.flaw, tried.bytes);
        kept = tried;
        step = Step::done;
        asio::post(inside.socket.get_executor(), std::move(self));
    }

    template <class Buffers>
    struct ReadSome {
        Inside* inside;
        Buffers buffers;
        Step step{};
        Tried kept{};
        template <class Self>
        void operator()(Self& self, error_code flaw = {}, std::size_t bytes = 0) {
            if (step == Step::native) return self.complete(flaw, bytes);
            if (step == Step::done) return self.complete(kept.flaw, kept.bytes);
            if (flaw) return self.complete(flaw, 0);
            if (step == Step::begin && !inside->tries_first()) {
                step = Step::native;
                return inside->socket.async_read_some(buffers, std::move(self));
            }
            asio::mutable_buffer into;
            for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers) && into.size() == 0; ++at)
                into = *at;
            go_on(*inside, inside->read(into), step, kept, self, step == Step::begin);
        }
    };

    template <class Buffers>
    struct WriteSome {
        Inside* inside;
        Buffers buffers;
        Step step{};
        Tried kept{};
        template <class Self>
        void operator()(Self& self, error_code flaw = {}, std::size_t bytes = 0) {
            if (step == Step::native) return self.complete(flaw, bytes);
            if (step == Step::done) return self.complete(kept.flaw, kept.bytes);
            if (flaw) return self.complete(flaw, 0);
            if (inside->tls == nullptr) {
                step = Step::native;
                return inside->socket.async_write_some(buffers, std::move(self));
            }
            std::array<asio::const_buffer, 8> from;
            std::size_t count = 0;
            for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers) && count < from.size(); ++at)
                if (asio::const_buffer{*at}.size() > 0) from[count++] = *at;
            go_on(*inside, inside->write({from.data(), count}), step, kept, self, step == Step::begin);
        }
    };

    std::unique_ptr<Inside> inside_;
};

/// Hangs a channel up when time is over. One at a time; made again it counts anew.
class Deadline {
public:
    explicit Deadline(Channel& channel);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    void in(std::chrono::milliseconds);
    void off();
    [[nodiscard]] bool passed() const noexcept;

private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace monitor::transport
