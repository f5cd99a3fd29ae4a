#include "transport/framed.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "monitor/wire/envelope.hpp"

namespace monitor::transport {
namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

class FramedLine final : public LineBase {
public:
    FramedLine(Channel channel, SocketLimits limits, const Clock* clock)
        : LineBase{channel.get_executor(), limits, clock}, channel_{std::move(channel)} {}

    asio::awaitable<void> serve(Welcome& welcome, std::weak_ptr<Lines> lines) {
        const auto self = shared_from_this();
        if (const auto kept = lines.lock()) kept->insert(this);
        begin(welcome(*this));
        const auto heard = co_await read();
        if (const auto kept = lines.lock()) kept->erase(this);
        channel_.close();
        over(heard);
    }

private:
    asio::awaitable<CloseReason> read() {
        Bytes message;
        for (;;) {
            message.resize(wire::header_size);
            const auto [cut, head] = co_await asio::async_read(channel_, asio::buffer(message), tuple);
            if (cut) co_return CloseReason::gone;
            const auto length = wire::message_length(message);
            if (!length) co_return length.error() == wire::Flaw::too_long ? CloseReason::too_much : CloseReason::malformed;
            if (**length > limits().message) co_return CloseReason::too_much;
            message.resize(**length);
            const auto body = asio::buffer(message) + wire::header_size;
            const auto [broken, rest] = co_await asio::async_read(channel_, body, tuple);
            if (broken) co_return CloseReason::gone;
            if (admit(message.size(), 1)) deliver(message);
        }
    }

    void write(const Bytes& message) override {
        asio::async_write(channel_, asio::buffer(message),
                          [self = shared_from_this(), this](error_code flaw, std::size_t) { wrote(flaw); });
    }
    /// The other end reads to the end of it and hangs up, or we do after a while.
    void say_goodbye(CloseReason) override { channel_.shut(); }
    void hang_up() override { channel_.close(); }

    Channel channel_;
};

}  // namespace

asio::awaitable<void> serve_framed(Channel channel, SocketLimits limits, Welcome& welcome, const Clock* clock,
                                   std::weak_ptr<Lines> lines) {
    const auto line = std::make_shared<FramedLine>(std::move(channel), limits, clock);
    if (!lines.expired()) co_await line->serve(welcome, lines);
}

}  // namespace monitor::transport
