#pragma once
// transport: one line between two ends that carries whole messages.
//
// Everything on a Socket happens on the executor of its Loop. The transport owns both the Socket and its Events: after
// Events::closed() returned, both are destroyed.

#include <cstddef>
#include <cstdint>

#include "monitor/base/bytes.hpp"

namespace monitor::transport {

enum class CloseReason : std::uint8_t {
    done = 1,            ///< this end closed it
    gone = 2,            ///< the other end went away
    silent = 3,          ///< nothing came for too long, pings included
    too_much = 4,        ///< too large, too fast, or it never reads
    malformed = 5,
    not_permitted = 6,
    failed = 7,          ///< the network said no
};

class Socket {
public:
    virtual ~Socket() = default;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    /// Takes the message over; it is sent after those before it. A peer that lets more than its limit pile up is closed (too_much).
    virtual void send(Bytes message) = 0;
    /// Bytes handed to send() and not yet taken by the kernel. Pictures go only when this is 0: newest wins before encoding.
    [[nodiscard]] virtual std::size_t unsent() const noexcept = 0;
    /// Ends the line after what was sent before; Events::closed follows. May be called more than once.
    virtual void close(CloseReason) = 0;

protected:
    Socket() = default;
};

class Events {
public:
    virtual ~Events() = default;
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    /// One whole message; viewed only during the call.
    virtual void message(BytesView) = 0;
    /// unsent() became 0 after it was not.
    virtual void drained() = 0;
    /// Once, last.
    virtual void closed(CloseReason) = 0;

protected:
    Events() = default;
};

}  // namespace monitor::transport
