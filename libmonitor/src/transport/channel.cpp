#include "transport/channel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstring>

namespace monitor::transport {
namespace {

/// One TLS record.
constexpr std::size_t record = 16 * 1024;

}  // namespace

Channel::Channel(Socket socket, std::unique_ptr<Tls> tls) : inside_{new Inside{std::move(socket), std::move(tls)}} {
    error_code ignored;
    inside_->socket.non_blocking(true, ignored);
    if (inside_->tls) inside_->tls->stand_on(inside_->socket);
}
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;
Channel::~Channel() = default;

Channel::executor_type Channel::get_executor() const noexcept { return inside_->socket.get_executor(); }
Channel::Socket& Channel::socket() noexcept { return inside_->socket; }
Tls* Channel::tls() noexcept { return inside_->tls.get(); }
void Channel::put_back(std::string bytes) { inside_->unread = std::move(bytes) + inside_->unread; }

void Channel::close() noexcept {
    error_code ignored;
    inside_->socket.close(ignored);
}

void Channel::shut() noexcept {
    if (inside_->tls && inside_->socket.is_open()) inside_->tls->goodbye();
    error_code ignored;
    inside_->socket.shutdown(Socket::shutdown_send, ignored);
}

Tried Channel::Inside::read(asio::mutable_buffer into) {
    if (into.size() == 0) return {};
    if (!unread.empty()) {
        const auto count = std::min(into.size(), unread.size());
        std::memcpy(into.data(), unread.data(), count);
        unread.erase(0, count);
        return {.flaw = {}, .bytes = count};
    }
    if (tls) return tls->read(into);
    error_code flaw;
    const auto count = socket.read_some(asio::buffer(into), flaw);
    if (flaw == asio::error::would_block) return {.flaw = {}, .bytes = 0, .need = Need::to_read};
    return {.flaw = flaw, .bytes = count};
}

Tried Channel::Inside::write(std::span<const asio::const_buffer> from) {
    if (from.empty()) return {};
    if (from.size() == 1 || from[0].size() >= record) return tls->write(from[0]);
    // Small pieces go out as one record. Written again after a wait they are the same bytes, as OpenSSL wants it.
    static thread_local std::array<std::byte, record> together;
    std::size_t filled = 0;
    for (const auto& piece : from) {
        const auto count = std::min(piece.size(), together.size() - filled);
        std::memcpy(together.data() + filled, piece.data(), count);
        filled += count;
    }
    return tls->write(asio::const_buffer{together.data(), filled});
}

asio::awaitable<error_code> Channel::handshake() {
    if (!inside_->tls) co_return error_code{};
    for (;;) {
        const Tried tried = inside_->tls->handshake();
        if (tried.need == Need::nothing) co_return tried.flaw;
        const auto what = tried.need == Need::to_read ? Socket::wait_read : Socket::wait_write;
        const auto [flaw] = co_await inside_->socket.async_wait(what, asio::as_tuple(asio::use_awaitable));
        if (flaw) co_return flaw;
    }
}

}  // namespace monitor::transport
