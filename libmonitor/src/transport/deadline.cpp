#include "transport/deadline.hpp"

#include <boost/asio/steady_timer.hpp>

namespace monitor::transport {

struct Deadline::Inside {
    explicit Inside(Channel& hung_up) : channel{&hung_up}, timer{hung_up.get_executor()} {}
    Channel* channel;
    asio::steady_timer timer;
    int armed{};
    bool passed{};
};

Deadline::Deadline(Channel& channel) : inside_{std::make_shared<Inside>(channel)} {}
Deadline::~Deadline() { off(); }

void Deadline::in(std::chrono::milliseconds span) {
    inside_->passed = false;
    inside_->timer.expires_after(span);
    inside_->timer.async_wait([weak = std::weak_ptr{inside_}, mine = ++inside_->armed](error_code flaw) {
        const auto inside = weak.lock();
        // A wait that ended just before it was called off is not meant any more.
        if (flaw || !inside || inside->armed != mine) return;
        inside->passed = true;
        inside->channel->close();
    });
}

void Deadline::off() {
    ++inside_->armed;
    inside_->timer.cancel();
}

bool Deadline::passed() const noexcept { return inside_->passed; }

}  // namespace monitor::transport
