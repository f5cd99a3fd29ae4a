#include "monitor/transport/loopback.hpp"

#include <array>
#include <deque>
#include <optional>

namespace monitor::transport {
namespace {

class Line;

/// What the other end is told when this one closes.
constexpr CloseReason told(CloseReason reason) { return reason == CloseReason::done ? CloseReason::gone : reason; }

class End final : public Socket {
public:
    End(Line& line, std::size_t number) : line_{line}, number_{number} {}
    void send(Bytes message) override;
    [[nodiscard]] std::size_t unsent() const noexcept override { return unsent_; }
    void close(CloseReason reason) override;

    Line& line_;
    std::size_t number_;
    std::unique_ptr<Events> events_{};
    std::deque<Bytes> underway_{};  ///< sent by this end, not yet taken in by the other
    std::size_t unsent_{};
    Loopback::Reading reads_{Loopback::Reading::flowing};
    std::optional<CloseReason> closing_{};
};

/// Two ends and what is between them. Kept by the Loopback and, while one runs, by the task that works on it.
class Line : public std::enable_shared_from_this<Line> {
public:
    Line(Executor& executor, SocketLimits limits) : executor_{executor}, limits_{limits} {}

    void begin(Welcome& near, Welcome& far) {
        if (over_) return;
        ends_[0].events_ = near(ends_[0]);
        if (!over_) ends_[1].events_ = far(ends_[1]);
        begun_ = true;
        if (!ends_[0].events_ || !ends_[1].events_) end(CloseReason::not_permitted, CloseReason::not_permitted);
        wake();
    }

    /// Delivers soon, once for everything that was sent until then.
    void wake() {
        if (woken_ || over_) return;
        woken_ = true;
        executor_.post([line = shared_from_this()] {
            line->woken_ = false;
            line->deliver();
        });
    }

    void end(CloseReason near, CloseReason far) {
        if (over_) return;
        over_ = true;
        const std::array reasons{near, far};
        for (std::size_t at = 0; at < ends_.size(); ++at) {
            // Events may be on the stack below us: what closed() is called on goes only when the work at hand is done.
            if (auto* events = ends_[at].events_.get()) events->closed(reasons[at]);
            if (ends_[at].events_) gone_.push_back(std::move(ends_[at].events_));
        }
        if (depth_ == 0) gone_.clear();
    }

    [[nodiscard]] bool over() const noexcept { return over_; }
    Executor& executor_;
    std::array<End, 2> ends_{End{*this, 0}, End{*this, 1}};
    SocketLimits limits_;

private:
    void deliver() {
        if (!begun_ || over_) return;
        ++depth_;
        // One message of each end in turn, and only what was under way when we began: an echo waits for the next post.
        std::array left{ends_[0].underway_.size(), ends_[1].underway_.size()};
        while (!over_ && (left[0] > 0 || left[1] > 0))
            for (std::size_t from = 0; from < ends_.size(); ++from)
                if (left[from] > 0 && !over_) left[from] = hand_over(ends_[from], ends_[1 - from]) ? left[from] - 1 : 0;
        for (std::size_t from = 0; from < ends_.size() && !over_; ++from) finish(ends_[from]);
        if (--depth_ == 0) gone_.clear();
        if (!over_ && flowing()) wake();
    }

    bool hand_over(End& from, End& to) {
        if (to.reads_ == Loopback::Reading::stalled || from.underway_.empty()) return false;
        const auto message = std::move(from.underway_.front());
        from.underway_.pop_front();
        from.unsent_ -= message.size();
        if (message.size() > limits_.message) {
            end(CloseReason::too_much, CloseReason::too_much);
            return false;
        }
        if (!to.closing_) to.events_->message(message);
        if (!over_ && from.unsent_ == 0 && !from.closing_) from.events_->drained();
        return true;
    }

    /// A close that was asked for comes after what was sent before it; a reader that takes nothing in is not waited for.
    void finish(End& from) {
        const bool stuck = ends_[1 - from.number_].reads_ == Loopback::Reading::stalled;
        if (!from.closing_ || (!from.underway_.empty() && !stuck)) return;
        const auto mine = *from.closing_, theirs = told(mine);
        from.number_ == 0 ? end(mine, theirs) : end(theirs, mine);
    }

    [[nodiscard]] bool flowing() const {
        for (std::size_t from = 0; from < ends_.size(); ++from)
            if (!ends_[from].underway_.empty() && ends_[1 - from].reads_ == Loopback::Reading::flowing) return true;
        return false;
    }

    std::deque<std::unique_ptr<Events>> gone_{};
    int depth_{};
    bool begun_{}, woken_{}, over_{};
};

void End::send(Bytes message) {
    if (closing_ || line_.over()) return;
    unsent_ += message.size();
    underway_.push_back(std::move(message));
    if (unsent_ > line_.limits_.backlog) {
        closing_ = CloseReason::too_much;
        underway_.clear();
    }
    line_.wake();
}

void End::close(CloseReason reason) {
    if (closing_ || line_.over()) return;
    closing_ = reason;
    line_.wake();
}

class BothEnds final : public Loopback {
public:
    BothEnds(Executor& executor, Welcome near, Welcome far, SocketLimits limits)
        : line_{std::make_shared<Line>(executor, limits)} {
        executor.post([line = line_, near = std::move(near), far = std::move(far)]() mutable { line->begin(near, far); });
    }
    ~BothEnds() override { line_->end(CloseReason::gone, CloseReason::gone); }
    void near_reads(Reading reading) override { set(0, reading); }
    void far_reads(Reading reading) override { set(1, reading); }

private:
    void set(std::size_t number, Reading reading) {
        line_->ends_[number].reads_ = reading;
        line_->wake();
    }
    std::shared_ptr<Line> line_;
};

}  // namespace

std::unique_ptr<Loopback> loopback(Executor& executor, Welcome near, Welcome far, SocketLimits limits) {
    return std::make_unique<BothEnds>(executor, std::move(near), std::move(far), limits);
}

}  // namespace monitor::transport
