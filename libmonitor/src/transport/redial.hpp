#pragma once
// transport: how does a line that fell come back by itself, and not all lines at the same moment?

#include <functional>
#include <memory>

#include "monitor/transport/link.hpp"
#include "transport/channel.hpp"
#include "transport/line.hpp"
#include "transport/loop_inside.hpp"

namespace monitor::transport {

/// Shared by the Link and its coroutine; when the Link went, `open` is false and nothing of the caller may be touched.
struct Redial {
    asio::io_context& context;
    Welcome welcome;
    Random& random;
    Log& log;
    const Clock& clock;
    asio::steady_timer pause{context};
    std::chrono::milliseconds first_pause{}, longest_pause{};
    std::shared_ptr<Lines> lines{std::make_shared<Lines>()};
    std::function<void()> give_up{};  ///< ends the dialling under way, while there is one
    bool open{true};
};

/// One attempt, and the whole life of the line if there came one. What is given back: why there was none; empty: there was one.
using Attempt = std::function<asio::awaitable<std::string>(std::shared_ptr<Redial>)>;

/// Keeps trying while the Link exists.
[[nodiscard]] std::unique_ptr<Link> keep_dialling(std::shared_ptr<Redial>, Attempt);

}  // namespace monitor::transport
