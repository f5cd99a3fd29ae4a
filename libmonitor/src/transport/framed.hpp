#pragma once
// transport: whole messages on a stream socket inside the machine, each as long as its envelope says.

#include "transport/line.hpp"

namespace monitor::transport {

/// Serves until the line is over. `lines` may go before this does.
asio::awaitable<void> serve_framed(Channel, SocketLimits, Welcome&, const Clock*, std::weak_ptr<Lines>);

}  // namespace monitor::transport
