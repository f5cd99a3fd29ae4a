#pragma once
// fetch: who ends a connection that takes too long, whatever its thread is waiting for?

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace monitor::fetch {

/// Shuts the socket down after `span`, or when somebody stops it, so that every call waiting on it returns. A limit on each single
/// read would not do: a host that sends a byte now and then keeps within it for ever.
class Alarm {
public:
    /// `socket` is duplicated: the alarm never touches a number that was closed and handed out again.
    Alarm(int socket, std::chrono::milliseconds span, std::stop_token stopped)
        : socket_{::dup(socket)},
          waiter_{[this, span](const std::stop_token& stop) { wait(stop, span); }},
          stopped_{std::in_place, std::move(stopped), Cut{*this}} {}
    ~Alarm() {
        stopped_.reset();  // waits for a cut under way: after this nobody looks at the number
        waiter_.request_stop();
        waiter_.join();
        if (socket_ >= 0) ::close(socket_);
    }
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    [[nodiscard]] bool went_off() const noexcept { return went_off_; }

private:
    struct Cut {
        Alarm& alarm;
        void operator()() const noexcept { alarm.cut(); }
    };

    void cut() noexcept {
        went_off_ = true;
        ::shutdown(socket_, SHUT_RDWR);
    }
    void wait(const std::stop_token& stop, std::chrono::milliseconds span) {
        std::unique_lock lock{mutex_};
        woken_.wait_for(lock, stop, span, [] { return false; });
        if (!stop.stop_requested()) cut();
    }

    int socket_;
    std::atomic<bool> went_off_{};
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::jthread waiter_;
    std::optional<std::stop_callback<Cut>> stopped_;
};

}  // namespace monitor::fetch
