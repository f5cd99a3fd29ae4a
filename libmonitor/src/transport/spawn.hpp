#pragma once
// transport: beginning a coroutine nobody waits for. An exception in it is a mistake of ours and ends Loop::run(), not silently.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace monitor::transport {

void spawn(const boost::asio::any_io_executor& where, boost::asio::awaitable<void> work);

}  // namespace monitor::transport
