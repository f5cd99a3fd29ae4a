// transport: one connection: requests and their answers in turn, and perhaps a WebSocket at the end.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include "transport/deadline.hpp"
#include "transport/hall.hpp"
#include "transport/head.hpp"
#include "transport/proxy_header.hpp"
#include "transport/web_socket.hpp"

namespace monitor::transport {
namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds keep_alive_patience{5};
constexpr std::chrono::seconds answer_patience{60};
constexpr int most_requests = 1000;
constexpr std::size_t piece_of_answer = 128 * 1024;

/// IMF-fixdate (RFC 9110 §5.6.7).
std::string date(Instant now) {
    using namespace std::chrono;
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(now);
    const year_month_day parts{day};
    const hh_mm_ss time{floor<seconds>(now - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days.at(weekday{day}.c_encoding()), unsigned{parts.day()},
                       months.at(unsigned{parts.month()} - 1), int{parts.year()}, time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

Response plain_answer(int status, std::string words) {
    return {.status = status, .headers = {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}},
            .body = std::move(words)};
}

/// Where a Reply leaves its answer. Lives on the loop; a Reply holds it weakly, from any thread.
struct Waiting {
    explicit Waiting(const asio::any_io_executor& executor) : timer{executor} {}
    asio::steady_timer timer;
    std::optional<Response> answer{};
};

/// What is behind a Reply. Thrown away unused it answers for itself: nobody waits for what will not come.
class Answering {
public:
    Answering(std::shared_ptr<Postbox> postbox, std::weak_ptr<Waiting> waiting)
        : postbox_{std::move(postbox)}, waiting_{std::move(waiting)} {}
    Answering(Answering&&) noexcept = default;
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;
    ~Answering() {
        if (postbox_) (*this)(plain_answer(500, ""));
    }
    void operator()(Response response) {
        const auto postbox = std::exchange(postbox_, nullptr);
        if (!postbox) return;
        postbox->post([weak = std::move(waiting_), response = std::move(response)]() mutable {
            const auto waiting = weak.lock();
            if (!waiting || waiting->answer) return;
            waiting->answer = std::move(response);
            waiting->timer.cancel();
        });
    }

private:
    std::shared_ptr<Postbox> postbox_;
    std::weak_ptr<Waiting> waiting_;
};

class Connection {
public:
    Connection(std::shared_ptr<Hall> hall, Channel channel, Address peer)
        : hall_{std::move(hall)}, channel_{std::move(channel)}, peer_{std::move(peer)}, deadline_{channel_} {
        hall_->channels.insert(&channel_);
    }
    ~Connection() { hall_->channels.erase(&channel_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> run() {
        deadline_.in(hall_->options.patience);
        const bool known = co_await hear_proxy();
        if (!known) co_return;
        if (const auto flaw = co_await channel_.handshake(); flaw) co_return;
        for (int count = 0; hall_->open && count < most_requests; ++count) {
            const auto turn = co_await one_request(count);
            if (turn == Turn::over) co_return;
            if (turn == Turn::close) break;
        }
        if (hall_->open) co_await linger();
    }

private:
    enum class Turn : std::uint8_t { over = 0, close = 1, next = 2 };
    /// The other end went away, or time was over: there is nobody to say anything to.
    static constexpr Refusal gone{0, "gone"};

    /// Where proxies announce themselves (before TLS), the peer becomes the one they speak for. False: one that does not.
    asio::awaitable<bool> hear_proxy() {
        if (hall_->options.proxy_protocol == ProxyProtocol::none || !hall_->trusted.contains(peer_)) co_return true;
        ProxyPreamble head;
        if (const auto [flaw, count] = co_await asio::async_read(channel_.socket(), asio::buffer(head), tuple); flaw) co_return false;
        const auto length = rest_of_header(head);
        std::vector<unsigned char> rest(length.value_or(0));
        if (length)
            if (const auto [flaw, count] = co_await asio::async_read(channel_.socket(), asio::buffer(rest), tuple); flaw) co_return false;
        const auto word = length ? proxy_word(head, rest) : ProxyWord{};
        switch (word.says) {
            case ProxySays::itself: co_return true;
            case ProxySays::somebody: peer_ = word.source; announced_ = true; co_return true;
            case ProxySays::nothing_we_know: break;
        }
        hall_->parts.log.write(Level::warning, "transport", "hung up on a trusted proxy that did not begin with PROXY protocol v2");
        co_return false;
    }

    asio::awaitable<Turn> one_request(int count) {
        auto head = co_await read_head_of_request(count);
        if (!head) co_return co_await refuse(head.error());
        auto request = std::move(head->request);
        const auto client = who(request);
        if (!client) co_return co_await refuse({400, "a proxy that forwards no address"});
        request.address = client->to_string();
        // Before its body: who may not ask need not send.
        if (!hall_->may_ask(*client)) {
            auto slower = plain_answer(429, "Too many requests; wait a second.\n");
            slower.headers.push_back({"retry-after", "1"});
            co_return co_await answer(std::move(slower), After::close, request.method);
        }
        Hall::Room room{*hall_, *client};
        if (const auto flaw = co_await read_body(*head, room); flaw) co_return co_await refuse(*flaw);
        request.body = std::move(head->request.body);
        deadline_.off();
        if (head->wish == Wish::web_socket) co_return co_await upgrade(std::move(request));
        const auto method = request.method;
        auto response = co_await ask_doors(std::move(request));
        if (!hall_->open) co_return Turn::over;
        co_return co_await answer(std::move(response), count + 1 < most_requests ? head->after : After::close, method);
    }

    asio::awaitable<std::expected<Head, Refusal>> read_head_of_request(int count) {
        HeadScan scan;
        bool empty_line = false;
        deadline_.in(count == 0 || !unread_.empty() ? hall_->options.patience : keep_alive_patience);
        std::size_t length = 0;
        for (bool begun = count == 0 || !unread_.empty();;) {
            // One empty line before a request is nothing (RFC 9112 §2.2).
            if (!empty_line && unread_.starts_with("\r\n")) {
                unread_.erase(0, 2);
                empty_line = true;
            }
            const auto found = !empty_line && unread_ == "\r" ? std::size_t{0} : scan.look(unread_);
            if (!found) co_return std::unexpected{found.error()};
            length = *found;
            if (length != 0) break;
            const bool more = co_await read_more();
            if (!more) co_return std::unexpected{gone};
            if (!std::exchange(begun, true)) deadline_.in(hall_->options.patience);
        }
        auto head = read_head(std::string_view{unread_}.substr(0, length), hall_->options.body);
        if (!head) co_return std::unexpected{head.error()};
        unread_.erase(0, length);
        co_return std::move(*head);
    }

    /// Within the time of the whole request.
    asio::awaitable<std::optional<Refusal>> read_body(Head& head, Hall::Room& room) {
        if (head.expects_continue && unread_.size() < head.body) co_await write("HTTP/1.1 100 Continue\r\n\r\n");
        for (std::size_t counted = 0;;) {
            const auto here = std::min(unread_.size(), head.body);
            if (!room.grow(here - counted)) co_return Refusal{503, "too many bodies at once"};
            counted = here;
            if (here == head.body) break;
            const bool more = co_await read_more();
            if (!more) co_return gone;
        }
        head.request.body = unread_.substr(0, head.body);
        unread_.erase(0, head.body);
        co_return std::nullopt;
    }

    asio::awaitable<bool> read_more() {
        std::array<char, 4096> piece;
        const auto [flaw, count] = co_await channel_.async_read_some(asio::buffer(piece), tuple);
        if (flaw || !hall_->open) co_return false;
        unread_.append(piece.data(), count);
        co_return true;
    }

    /// Whose request this is, and what only proxies say taken out of it.
    std::optional<Address> who(Request& request) {
        std::vector<std::string_view> forwarded;
        for (const auto& header : request.headers)
            if (header.name == "x-forwarded-for") forwarded.push_back(header.value);
        const auto client = hall_->trusted.client(peer_, forwarded);
        const bool proxied = hall_->trusted.contains(peer_);
        const bool outside = proxied && request.header("x-forwarded-proto") == "https";
        request.line = hall_->tls || outside ? Line::encrypted : Line::plain;
        request.way = drop_proxy_headers(request);
        if (announced_) request.way = Way::by_proxy;
        return client;
    }

    asio::awaitable<Response> ask_doors(Request request) {
        const auto waiting = std::make_shared<Waiting>(channel_.get_executor());
        waiting->timer.expires_after(answer_patience);
        try {
            hall_->parts.doors.request(std::move(request), Answering{hall_->postbox, waiting});
        } catch (const std::exception&) {
            hall_->parts.log.write(Level::error, "transport", "a request ended in an exception");
            co_return plain_answer(500, "");
        }
        // Ends when the answer is there: that comes by a post, so never before we wait.
        co_await waiting->timer.async_wait(tuple);
        if (waiting->answer) co_return std::move(*waiting->answer);
        co_return plain_answer(504, "");
    }

    asio::awaitable<Turn> refuse(Refusal refusal) {
        if (!hall_->open || refusal.status == gone.status) co_return Turn::over;
        hall_->parts.log.write(Level::debug, "transport", fmt::format("refused with {}: {}", refusal.status, refusal.why));
        auto response = plain_answer(refusal.status, "");
        if (refusal.status == 426) response.headers.push_back({"sec-websocket-version", "13"});
        deadline_.in(hall_->options.patience);
        co_return co_await answer(std::move(response), After::close, "");
    }

    asio::awaitable<Turn> answer(Response response, After after, std::string_view method) {
        if (!sound(response)) {
            hall_->parts.log.write(Level::error, "transport", "an answer with a header that cannot be sent");
            response = plain_answer(500, "");
        }
        const bool bare = method == "HEAD" || response.status == 204 || response.status == 304;
        auto bytes = head_of(response, after, date(hall_->parts.clock.now()));
        if (!bare) bytes += response.body;
        // Patience is for standing still: a long answer over a slow line takes as long as it takes.
        for (std::string_view left = bytes; !left.empty();) {
            const auto piece = left.substr(0, piece_of_answer);
            deadline_.in(hall_->options.patience);
            const bool sent = co_await write(piece);
            if (!sent) co_return Turn::over;
            left.remove_prefix(piece.size());
        }
        co_return after == After::keep_alive ? Turn::next : Turn::close;
    }

    asio::awaitable<bool> write(std::string_view bytes) {
        const auto [flaw, count] = co_await asio::async_write(channel_, asio::buffer(bytes), tuple);
        co_return !flaw;
    }

    /// What the doors say of a handshake.
    std::variant<Upgrade, Response> ruling(const Request& request) {
        try {
            return hall_->parts.doors.upgrade(request);
        } catch (const std::exception&) {
            hall_->parts.log.write(Level::error, "transport", "a handshake ended in an exception");
            return plain_answer(500, "");
        }
    }

    asio::awaitable<Turn> upgrade(Request request) {
        auto ruled = ruling(request);
        if (auto* refused = std::get_if<Response>(&ruled)) co_return co_await answer(std::move(*refused), After::close, "GET");
        auto upgrade = std::move(std::get<Upgrade>(ruled));
        if (!offers(request.header("sec-websocket-protocol"), upgrade.protocol))
            co_return co_await refuse({400, "a WebSocket protocol we do not speak"});
        deadline_.off();
        hall_->channels.erase(&channel_);
        channel_.put_back(std::move(unread_));
        // So that unsent() means what has not left this machine, not what sits in the kernel.
        error_code ignored;
        channel_.socket().set_option(asio::socket_base::send_buffer_size{64 * 1024}, ignored);
        co_await serve_web_socket(std::move(channel_), request, std::move(upgrade), hall_->parts.clock, hall_->lines);
        co_return Turn::over;
    }

    static bool offers(std::string_view list, std::string_view protocol) {
        for (std::size_t at = 0; !protocol.empty() && at < list.size();) {
            const auto end = std::min(list.find(',', at), list.size());
            auto one = list.substr(at, end - at);
            while (one.starts_with(' ')) one.remove_prefix(1);
            while (one.ends_with(' ')) one.remove_suffix(1);
            if (one == protocol) return true;
            at = end + 1;
        }
        return false;
    }

    /// Reads on for a moment: hung up at once, what the other end still sends would cost it our last answer.
    asio::awaitable<void> linger() {
        deadline_.in(std::chrono::seconds{1});
        channel_.shut();
        std::array<char, 4096> piece;
        for (int count = 0; count < 64; ++count) {
            const auto [flaw, bytes] = co_await channel_.async_read_some(asio::buffer(piece), tuple);
            if (flaw) break;
        }
    }

    std::shared_ptr<Hall> hall_;
    Channel channel_;
    Address peer_;
    Deadline deadline_;
    bool announced_{};  ///< by a proxy, before all else
    std::string unread_{};
};

}  // namespace

asio::awaitable<void> serve(std::shared_ptr<Hall> hall, Channel channel, Address peer, std::unique_ptr<Hall::Place> place) {
    const auto counted = std::move(place);
    Connection connection{std::move(hall), std::move(channel), std::move(peer)};
    co_await connection.run();
}

}  // namespace monitor::transport
