#include <boost/asio/as_tuple.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "monitor/transport/local.hpp"
#include "transport/deadline.hpp"
#include "transport/head.hpp"
#include "transport/loop_inside.hpp"
#include "transport/spawn.hpp"

namespace monitor::transport {
namespace {

using Unix = asio::local::stream_protocol;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

struct Question {
    std::filesystem::path path;
    std::string bytes;
    AnswerScan::Method method;
    std::chrono::milliseconds patience;
    std::size_t at_most;
};

/// Empty: no whole answer came.
asio::awaitable<std::optional<Response>> exchanged(Channel& channel, const Question& question) {
    const auto [broken, written] = co_await asio::async_write(channel, asio::buffer(question.bytes), tuple);
    // A server may answer, and hang up, before it has read all.
    (void)broken, (void)written;
    AnswerScan scan{question.at_most, question.method};
    std::array<char, 8192> piece;
    for (;;) {
        const auto [flaw, count] = co_await channel.async_read_some(asio::buffer(piece), tuple);
        const auto progress = flaw ? scan.ended() : scan.look({piece.data(), count});
        if (progress == AnswerScan::Progress::bad) co_return std::nullopt;
        if (progress == AnswerScan::Progress::done) co_return scan.taken();
    }
}

asio::awaitable<void> ask(asio::io_context& context, Question question, Reply reply) {
    // A Channel from the start, so that the one deadline holds for connecting too.
    Channel channel{Channel::Socket{context, Channel::Socket::protocol_type{Unix{}}}, nullptr};
    Deadline deadline{channel};
    deadline.in(question.patience);
    const auto [flaw] = co_await channel.socket().async_connect(Unix::endpoint{question.path.string()}, tuple);
    std::optional<Response> response;
    if (!flaw) response = co_await exchanged(channel, question);
    const int status = deadline.passed() ? 504 : 502;
    deadline.off();
    channel.close();
    if (!response) response = Response{.status = status, .headers = {}, .body = {}};
    reply(std::move(*response));
}

}  // namespace

void ask_inside(Loop& loop, const std::filesystem::path& path, const Request& request, std::chrono::milliseconds patience,
                std::size_t at_most, Reply reply) {
    auto& context = context_of(loop);
    Question question{.path = path, .bytes = head_of(request) + request.body,
                      .method = request.method == "HEAD" ? AnswerScan::Method::head : AnswerScan::Method::other,
                      .patience = patience, .at_most = at_most};
    spawn(context.get_executor(), ask(context, std::move(question), std::move(reply)));
}

}  // namespace monitor::transport
