#pragma once
// sync: one connection and the thread it runs on.

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "monitor/sync/schedule.hpp"
#include "sync/connector.hpp"
#include "sync/subscriber.hpp"
#include "sync/timing.hpp"

namespace monitor::sync {

/// Whether all must end; shared by the lanes of one schedule.
class Stopping {
public:
    void stop() {
        {
            const std::lock_guard lock{mutex_};
            stopped_ = true;
        }
        told_.notify_all();
        questions_.request_stop();
    }
    [[nodiscard]] bool stopped() const {
        const std::lock_guard lock{mutex_};
        return stopped_;
    }
    void wait(std::chrono::milliseconds span) {
        std::unique_lock lock{mutex_};
        told_.wait_for(lock, span, [this] { return stopped_; });
    }

    [[nodiscard]] std::stop_token token() const { return questions_.get_token(); }

private:
    mutable std::mutex mutex_;
    std::condition_variable told_;
    bool stopped_{};
    std::stop_source questions_{};
};

/// `step` and what it calls belong to the lane's thread; the rest may be called from any.
class Lane final : private Going {
public:
    Lane(const Parts&, settings::Connection, std::string notices_at, Stopping&, std::mutex& one_a_school);

    /// Runs when it is time, or when somebody asked. How long until it must look again: a minute at most, since clocks are set.
    [[nodiscard]] std::chrono::milliseconds step();
    void ask() noexcept { asked_ = true; }
    /// A person lets the next run end many.
    void accept() noexcept { accepted_ = true; }
    [[nodiscard]] Planned planned() const;
    [[nodiscard]] Subscriber& subscriber() noexcept { return subscriber_; }
    [[nodiscard]] const settings::Connection& settings() const noexcept { return connector_.settings(); }

private:
    [[nodiscard]] std::optional<Problem> ended() override {
        return stopping_.stopped() ? std::optional{Problem::stopped} : std::nullopt;
    }
    void wait(std::chrono::milliseconds span) override { stopping_.wait(span); }
    [[nodiscard]] std::stop_token token() override { return stopping_.token(); }

    void remember();
    void run();
    void plan();
    void keep_subscribed();
    [[nodiscard]] double lot();

    Parts parts_;
    Stopping& stopping_;
    std::mutex& one_a_school_;
    Connector connector_;
    Subscriber subscriber_;
    std::atomic<bool> asked_{}, accepted_{};
    Past past_{};
    bool remembered_{};

    mutable std::mutex mutex_;  ///< of what is shown to others
    std::optional<Instant> next_{};
    Doing doing_{};
};

}  // namespace monitor::sync
