#include "transport/line.hpp"

namespace monitor::transport {
namespace {

/// An end that asked for a close and gets no answer hangs up after this (docs/formats/wire.md §8).
constexpr std::chrono::seconds goodbye_patience{2};

}  // namespace

LineBase::LineBase(asio::any_io_executor executor, SocketLimits limits, const Clock* clock)
    : limits_{limits},
      clock_{clock},
      messages_{static_cast<double>(limits.messages_a_second), 2.0 * limits.messages_a_second},
      bytes_{static_cast<double>(limits.bytes_a_second), 2.0 * static_cast<double>(limits.bytes_a_second)},
      patience_{std::move(executor)} {}

LineBase::~LineBase() = default;

void LineBase::begin(std::unique_ptr<Events> events) {
    events_ = std::move(events);
    begun_ = true;
    if (!events_) close(CloseReason::not_permitted);
}

void LineBase::send(Bytes message) {
    if (closing_) return;
    unsent_ += message.size();
    queue_.push_back(std::move(message));
    if (unsent_ > limits_.backlog) {
        // It does not read: nothing can be said to it any more.
        closing_ = CloseReason::too_much;
        hang_up();
        return;
    }
    if (!writing_) write_next();
}

void LineBase::write_next() {
    writing_ = true;
    write(queue_.front());
}

void LineBase::wrote(error_code flaw) {
    writing_ = false;
    if (flaw) return hang_up();  // the reader finds out, and tells
    unsent_ -= queue_.front().size();
    queue_.pop_front();
    if (!queue_.empty()) return write_next();
    if (closing_) return say_goodbye(*closing_);
    if (!events_) return;
    ++depth_;
    events_->drained();
    --depth_;
}

void LineBase::close(CloseReason reason) {
    if (closing_) return;
    closing_ = reason;
    patience_.expires_after(goodbye_patience);
    patience_.async_wait([weak = weak_from_this()](error_code flaw) {
        if (const auto line = weak.lock(); line && !flaw) line->hang_up();
    });
    if (!writing_) say_goodbye(reason);
}

bool LineBase::admit(std::size_t bytes, int messages) {
    if (clock_ == nullptr || closing_) return !closing_;
    const auto now = clock_->tick();
    if (bytes_.take(static_cast<double>(bytes), now) && messages_.take(messages, now)) return true;
    close(CloseReason::too_much);
    return false;
}

void LineBase::deliver(BytesView message) {
    if (closing_ || !events_) return;
    ++depth_;
    events_->message(message);
    --depth_;
}

void LineBase::over(CloseReason heard) {
    patience_.cancel();
    tell(closing_.value_or(heard));
    if (!closing_) closing_ = heard;
}

void LineBase::tell(CloseReason reason) {
    if (std::exchange(told_, true) || !begun_) return;
    const auto events = std::shared_ptr<Events>{std::move(events_)};
    if (!events) return;
    events->closed(reason);
    // drop() may have been called from inside these very Events: they go when that call has returned.
    if (depth_ > 0) asio::post(patience_.get_executor(), [events] {});
}

void LineBase::drop() {
    clock_ = nullptr;
    tell(CloseReason::done);
    close(CloseReason::done);
}

}  // namespace monitor::transport
