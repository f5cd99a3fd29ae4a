#include "transport/spawn.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace monitor::transport {

void spawn(const boost::asio::any_io_executor& where, boost::asio::awaitable<void> work) {
    boost::asio::co_spawn(where, std::move(work), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
}

}  // namespace monitor::transport
