#include "monitor/transport/listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include "transport/hall.hpp"
#include "transport/spawn.hpp"

namespace monitor::transport {
namespace {

using asio::ip::tcp;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
/// After "too many open files": until something was closed.
constexpr std::chrono::milliseconds breath{100};

std::unexpected<Error> refuse(std::string_view operation, const error_code& flaw, std::string place) {
    return std::unexpected{
        Error{.remedy = Remedy::ask_operator, .operation = operation, .system_code = flaw.value(), .place = std::move(place)}};
}

std::unexpected<Error> wrong(std::string_view operation, std::string place) {
    return std::unexpected{Error{.remedy = Remedy::correct_input, .operation = operation, .system_code = 0, .place = std::move(place)}};
}

asio::awaitable<void> accept(std::shared_ptr<Hall> hall, std::shared_ptr<tcp::acceptor> acceptor) {
    while (acceptor->is_open()) {
        auto [flaw, socket] = co_await acceptor->async_accept(tuple);
        if (!hall->open) co_return;
        if (flaw) {
            asio::steady_timer pause{acceptor->get_executor(), breath};
            co_await pause.async_wait(tuple);
            continue;
        }
        error_code gone;
        const auto peer = socket.remote_endpoint(gone);
        if (gone) continue;
        auto place = Hall::admit(hall, plain(peer.address()));
        if (!place) continue;  // hung up by the socket's end
        socket.set_option(tcp::no_delay{true}, gone);
        Channel channel{Channel::Socket{std::move(socket)}, hall->tls ? Tls::accepting(*hall->tls) : nullptr};
        spawn(acceptor->get_executor(), serve(hall, std::move(channel), plain(peer.address()), std::move(place)));
    }
}

class AsioListener final : public Listener {
public:
    AsioListener(std::shared_ptr<Hall> hall, std::shared_ptr<tcp::acceptor> acceptor, std::uint16_t port)
        : hall_{std::move(hall)}, acceptor_{std::move(acceptor)}, port_{port} {
        spawn(acceptor_->get_executor(), accept(hall_, acceptor_));
    }
    ~AsioListener() override {
        error_code ignored;
        acceptor_->close(ignored);
        hall_->shut();
    }
    [[nodiscard]] std::uint16_t port() const noexcept override { return port_; }

private:
    std::shared_ptr<Hall> hall_;
    std::shared_ptr<tcp::acceptor> acceptor_;
    std::uint16_t port_;
};

/// Listening: bound, with SO_REUSEADDR so that a restart need not wait for old connections.
std::expected<std::shared_ptr<tcp::acceptor>, Error> bound(asio::io_context& context, const Address& address, std::uint16_t port) {
    const tcp::endpoint endpoint{address, port};
    const auto place = fmt::format("{} port {}", address.to_string(), port);
    auto acceptor = std::make_shared<tcp::acceptor>(context);
    error_code flaw;
    acceptor->open(endpoint.protocol(), flaw);
    if (!flaw) acceptor->set_option(tcp::acceptor::reuse_address{true}, flaw);
    if (flaw) return refuse("open socket", flaw, place);
    acceptor->bind(endpoint, flaw);
    if (flaw) return refuse("bind", flaw, place);
    acceptor->listen(asio::socket_base::max_listen_connections, flaw);
    if (flaw) return refuse("listen", flaw, place);
    return acceptor;
}

}  // namespace

std::expected<std::unique_ptr<Listener>, Error> listen(Loop& loop, const ListenerOptions& options, Doors& doors, Log& log,
                                                      const Clock& clock) {
    error_code flaw;
    const auto address = asio::ip::make_address(options.address, flaw);
    if (flaw) return wrong("read listening address", options.address);
    auto trusted = TrustedProxies::from(options.trusted_proxies);
    if (!trusted) return std::unexpected{trusted.error()};
    auto hall = std::make_shared<Hall>(Hall::Parts{doors, log, clock}, options, std::move(*trusted), postbox_of(loop));
    if (options.certificate.empty() && options.key.empty()) {
        if (!address.is_loopback()) return wrong("listen without a certificate: only on loopback", options.address);
    } else {
        auto tls = TlsContext::server(options.certificate, options.key, clock.now());
        if (!tls) return std::unexpected{tls.error()};
        hall->tls = std::move(*tls);
    }
    auto acceptor = bound(context_of(loop), address, options.port);
    if (!acceptor) return std::unexpected{acceptor.error()};
    const auto port = (*acceptor)->local_endpoint(flaw).port();
    return std::make_unique<AsioListener>(std::move(hall), std::move(*acceptor), port);
}

}  // namespace monitor::transport
