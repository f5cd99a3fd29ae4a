#pragma once
// transport: how does the rest of this room reach Asio behind a Loop, and how does another thread once the Loop may be gone?

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <mutex>

#include "monitor/transport/loop.hpp"

namespace monitor::transport {

/// Outlives the Loop: what is posted after its end is dropped.
class Postbox {
public:
    explicit Postbox(boost::asio::io_context& context) : context_{&context} {}
    template <class Work>
    void post(Work work) {
        const std::lock_guard lock{mutex_};
        if (context_ != nullptr) boost::asio::post(*context_, std::move(work));
    }
    void shut() {
        const std::lock_guard lock{mutex_};
        context_ = nullptr;
    }

private:
    std::mutex mutex_;
    boost::asio::io_context* context_;
};

/// Of a Loop that make_loop() made; another Loop is a mistake of the caller (std::bad_cast).
[[nodiscard]] boost::asio::io_context& context_of(Loop&);
[[nodiscard]] std::shared_ptr<Postbox> postbox_of(Loop&);

}  // namespace monitor::transport
