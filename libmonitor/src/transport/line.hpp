#pragma once
// transport: what is the same for every line, over a network or inside a machine? The queue, the limits, the one ending.

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>

#include "monitor/base/rate.hpp"
#include "monitor/transport/listener.hpp"
#include "transport/channel.hpp"

namespace monitor::transport {

class LineBase;

/// The lines somebody keeps, to end them all at once. A line takes itself out when it is over.
using Lines = std::set<LineBase*>;

/// A Socket with its Events. Kept alive by its own operations under way; its end is told once, by the reader or by drop().
class LineBase : public Socket, public std::enable_shared_from_this<LineBase> {
public:
    /// Without a clock no rates are kept.
    LineBase(asio::any_io_executor executor, SocketLimits limits, const Clock* clock);
    ~LineBase() override;

    void send(Bytes message) final;
    [[nodiscard]] std::size_t unsent() const noexcept final { return unsent_; }
    void close(CloseReason) final;
    /// The owner goes: Events hear closed(done) now and nothing after; what was sent still goes out, in the background.
    void drop();

protected:
    /// Begins to write this message and calls wrote() when the kernel has it. It stays where it is until then.
    virtual void write(const Bytes&) = 0;
    /// Ends the line politely; the reader hears of it.
    virtual void say_goodbye(CloseReason) = 0;
    /// Ends it at once: everything under way fails.
    virtual void hang_up() = 0;

    void begin(std::unique_ptr<Events> events);
    void wrote(error_code);
    /// Room for so much more, by rate? No: the line is being closed.
    [[nodiscard]] bool admit(std::size_t bytes, int messages);
    void deliver(BytesView message);
    /// The reader's last word. Why: our own reason when we closed it, else `heard`.
    void over(CloseReason heard);
    [[nodiscard]] bool closing() const noexcept { return closing_.has_value(); }
    [[nodiscard]] const SocketLimits& limits() const noexcept { return limits_; }

private:
    void tell(CloseReason);
    void write_next();

    SocketLimits limits_;
    const Clock* clock_;
    Rate messages_, bytes_;
    asio::steady_timer patience_;
    std::unique_ptr<Events> events_{};
    std::deque<Bytes> queue_{};
    std::size_t unsent_{};
    std::optional<CloseReason> closing_{};
    int depth_{};     ///< calls into Events that have not returned
    bool writing_{}, begun_{}, told_{};
};

}  // namespace monitor::transport
