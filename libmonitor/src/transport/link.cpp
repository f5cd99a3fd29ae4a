#include "monitor/transport/link.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>

#include "transport/deadline.hpp"
#include "transport/redial.hpp"
#include "transport/web_socket.hpp"

namespace monitor::transport {
namespace {

using asio::ip::tcp;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
/// For the name, the connection and both handshakes together.
constexpr std::chrono::seconds dial_patience{15};

struct Url {
    Line line{};
    std::string host{};    ///< a name or an address, without brackets
    std::string port{};
    std::string target{};
    std::string named{};   ///< as the Host header says it
};

bool to_this_machine(const std::string& host) {
    error_code flaw;
    const auto address = asio::ip::make_address(host, flaw);
    return flaw ? host == "localhost" : address.is_loopback();
}

std::optional<Url> parsed(std::string_view text) {
    Url url;
    if (text.starts_with("wss://")) url.line = Line::encrypted;
    else if (!text.starts_with("ws://")) return std::nullopt;
    text.remove_prefix(text.find("//") + 2);
    const auto slash = std::min(text.find('/'), text.size());
    url.named = text.substr(0, slash);
    url.target = slash == text.size() ? "/" : std::string{text.substr(slash)};
    auto authority = std::string_view{url.named};
    auto colon = authority.rfind(':');
    if (authority.starts_with('[')) {
        const auto bracket = authority.find(']');
        if (bracket == std::string_view::npos) return std::nullopt;
        url.host = authority.substr(1, bracket - 1);
        colon = bracket + 1 < authority.size() ? bracket + 1 : std::string_view::npos;
        if (colon != std::string_view::npos && authority[colon] != ':') return std::nullopt;
    } else {
        url.host = authority.substr(0, colon);
    }
    url.port = colon == std::string_view::npos ? (url.line == Line::plain ? "80" : "443") : std::string{authority.substr(colon + 1)};
    std::uint16_t number{};
    const auto read = std::from_chars(url.port.data(), url.port.data() + url.port.size(), number);
    if (read.ec != std::errc{} || read.ptr != url.port.data() + url.port.size() || number == 0) return std::nullopt;
    const auto odd = [](char letter) { return letter <= ' ' || letter >= 0x7f || letter == '@' || letter == '#' || letter == '\\'; };
    if (url.host.empty() || std::ranges::any_of(url.host, odd) || std::ranges::any_of(url.target, odd)) return std::nullopt;
    return url;
}

struct Destination {
    Url url;
    std::string protocol;
    SocketLimits limits;
    std::optional<TlsContext> tls{};
};

asio::awaitable<std::expected<Channel, std::string>> connected(std::shared_ptr<Redial> redial, const Destination& to) {
    tcp::resolver resolver{redial->context};
    tcp::socket socket{redial->context};
    asio::steady_timer patience{redial->context, dial_patience};
    const auto end = [&] {
        error_code ignored;
        resolver.cancel();
        socket.close(ignored);
    };
    redial->give_up = end;
    bool late = false;
    patience.async_wait([&](error_code flaw) {
        if (flaw) return;  // nothing here lives any more
        late = true;
        end();
    });
    const auto [unknown, places] = co_await resolver.async_resolve(to.url.host, to.url.port, tuple);
    auto flaw = unknown;
    if (!flaw && !late && redial->open) {
        const auto [refused, place] = co_await asio::async_connect(socket, places, tuple);
        flaw = refused;
    }
    redial->give_up = nullptr;
    // Called off too late: the wait is over and stands in the queue. It must not find us gone.
    if (patience.cancel() == 0 && !late) co_await asio::post(redial->context, tuple);
    if (late) co_return std::unexpected{std::string{"no answer in time"}};
    if (flaw) co_return std::unexpected{flaw.message()};
    socket.set_option(tcp::no_delay{true}, flaw);
    socket.set_option(asio::socket_base::send_buffer_size{64 * 1024}, flaw);
    co_return Channel{Channel::Socket{std::move(socket)}, to.tls ? Tls::dialling(*to.tls, to.url.host) : nullptr};
}

asio::awaitable<std::string> attempt(std::shared_ptr<Redial> redial, std::shared_ptr<const Destination> to) {
    auto channel = co_await connected(redial, *to);
    if (!channel) co_return channel.error();
    if (!redial->open) co_return "";
    {
        Deadline deadline{*channel};
        deadline.in(dial_patience);
        redial->give_up = [&] { channel->close(); };
        const auto flaw = co_await channel->handshake();
        redial->give_up = nullptr;
        if (flaw && channel->tls() != nullptr && !channel->tls()->doubt().empty()) co_return std::string{channel->tls()->doubt()};
        if (flaw) co_return flaw.message();
    }
    if (!redial->open) co_return "";
    Handshake handshake{.host = to->url.named, .target = to->url.target, .protocol = to->protocol, .patience = dial_patience};
    const auto flaw = co_await dial_web_socket(std::move(*channel), std::move(handshake), to->limits, redial->welcome, redial->clock,
                                               redial->lines, redial->give_up);
    co_return flaw ? flaw.message() : "";
}

}  // namespace

std::expected<std::unique_ptr<Link>, Error> dial(Loop& loop, LinkOptions options, Welcome welcome, Random& random, Log& log,
                                                 const Clock& clock) {
    const auto wrong = [&](std::string_view operation) {
        return std::unexpected{Error{.remedy = Remedy::correct_input, .operation = operation, .system_code = 0, .place = options.url}};
    };
    auto url = parsed(options.url);
    if (!url) return wrong("read the school's address");
    if (url->line == Line::plain && !to_this_machine(url->host)) return wrong("dial without TLS: only on this machine");
    if (!options.pin.empty() && options.pin.size() != 32) return wrong("read the server's pin");
    auto to = std::make_shared<Destination>(
        Destination{.url = std::move(*url), .protocol = options.protocol, .limits = options.limits});
    if (to->url.line == Line::encrypted) {
        auto tls = TlsContext::client(options.pin);
        if (!tls) return std::unexpected{tls.error()};
        to->tls = std::move(*tls);
    }
    auto redial = std::make_shared<Redial>(context_of(loop), std::move(welcome), random, log, clock);
    redial->first_pause = options.first_pause;
    redial->longest_pause = options.longest_pause;
    return keep_dialling(std::move(redial), [to = std::shared_ptr<const Destination>{std::move(to)}](std::shared_ptr<Redial> again) {
        return attempt(std::move(again), to);
    });
}

}  // namespace monitor::transport
