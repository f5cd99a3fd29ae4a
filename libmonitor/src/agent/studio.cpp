// agent: raise the strip, say so, then read the screen; and put everything away the moment the lease is over.

#include "agent/studio.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "agent/strip_words.hpp"

namespace monitor::agent {
namespace {

using std::chrono::milliseconds;
using wire::StopReason;

capture::Extent extent(picture::Stream stream) {
    return stream == picture::Stream::live ? capture::Extent::active_monitor : capture::Extent::desktop;
}

}  // namespace

Studio::Studio(Screen screen, Language language, Log& log, const Clock& clock, StudioSide& side, std::function<void()> woken)
    : screen_{std::move(screen)}, language_{language}, log_{log}, clock_{clock}, side_{side}, woken_{std::move(woken)} {}

// ---- orders

void Studio::take(Order order) {
    {
        const std::lock_guard lock{mutex_};
        orders_.push_back(std::move(order));
    }
    woken_();
}

void Studio::take_orders() {
    std::vector<Order> orders;
    {
        const std::lock_guard lock{mutex_};
        orders.swap(orders_);
    }
    for (auto& order : orders) std::visit([this](auto& one) { obey(std::move(one)); }, order);
}

void Studio::obey(Lease&& lease) {
    if (lease.id() == given_back_) return;
    given_back_.reset();
    const bool renewed = lease_ && lease_->id() == lease.id();
    if (!renewed) {
        easels_.clear();
        indicated_ = false;
        rooms_ = {Room::free, Room::free};
        next_count_ = clock_.tick() + between_counts;
    } else {
        for (const auto& wish : lease.wishes())
            if (!lease_->wish(wish.stream)) room(wish.stream) = Room::free;
    }
    std::erase_if(easels_, [&](const auto& easel) {
        const auto wish = lease.wish(easel->stream());
        if (wish) easel->pace(wish->frames_a_second);
        return !wish || wish->at_most != easel->at_most();
    });
    words_ = strip_words(lease.who(), lease.occasion(), language_);
    lease_ = std::move(lease);
}

void Studio::obey(const EndOrder& order) {
    if (!order.lease || order.lease == given_back_) given_back_.reset();
    if (lease_ && (!order.lease || *order.lease == lease_->id())) end(order.why, Told::no);
}

void Studio::obey(const wire::LocalKey& key) {
    for (const auto& easel : easels_)
        if (easel->stream() == key.stream) easel->ask_key();
}

void Studio::obey(const wire::LocalRoom& free) {
    room(free.stream) = Room::free;
}

// ---- one round

std::optional<Tick> Studio::work() {
    take_orders();
    if (!lease_) return std::nullopt;
    const Tick now = clock_.tick();
    if (!lease_->lasts(now)) {
        end(lease_->over_because(), Told::yes);
        return std::nullopt;
    }
    if (now < not_before_) return std::min(not_before_, lease_->ends());
    if (raised(now) && standing(now) && set_up()) {
        const auto ready = due(now);
        const auto patience = std::min(ready.size() > 1 ? strip_watch / 2 : strip_watch, lease_->ends() - now);
        for (auto* easel : ready)
            if (!easels_.empty()) look_at(*easel, patience);  // trouble with one puts all away
    }
    if (!lease_) return std::nullopt;
    count(now);
    return next_call(clock_.tick());
}

/// The strip says who looks; whatever it said before.
bool Studio::raised(Tick now) {
    if (strip_ && shown_ == words_) return true;
    if (!strip_) {
        auto strip = screen_.strip();
        if (!strip) {
            failed(StopReason::desktop_gone, Trouble::renew, strip.error().operation, strip.error().system_code);
            return false;
        }
        strip_ = std::move(*strip);
        not_up_since_ = now;
    }
    indicated_ = false;
    if (const auto shown = strip_->show(words_); !shown) {
        failed(StopReason::desktop_gone, Trouble::renew, shown.error().operation, shown.error().system_code);
        return false;
    }
    shown_ = words_;
    return true;
}

bool Studio::standing(Tick now) {
    const auto standing = strip_->standing();
    if (standing == capture::Standing::up) {
        not_up_since_.reset();
        if (!indicated_) side_.indicated(lease_->id());
        indicated_ = true;
        return true;
    }
    if (standing == capture::Standing::down) shown_.clear();  // shown again in the next round, or found to be gone
    if (!not_up_since_) not_up_since_ = now;
    if (now - *not_up_since_ >= longest_covered) end(StopReason::indicator_covered, Told::yes);
    return false;
}

/// An easel for every stream of the lease, and for no other.
bool Studio::set_up() {
    for (const auto& wish : lease_->wishes()) {
        if (std::ranges::any_of(easels_, [&](const auto& easel) { return easel->stream() == wish.stream; })) continue;
        auto capturer = screen_.capturer(extent(wish.stream));
        if (!capturer) {
            failed(StopReason::desktop_gone, Trouble::renew, capturer.error().operation, capturer.error().system_code);
            return false;
        }
        auto encoder = codec::make_encoder({wish.stream, wish.at_most, wish.frames_a_second});
        if (!encoder) {
            failed(StopReason::capture_failed, Trouble::give_up, encoder.error().operation, encoder.error().system_code);
            return false;
        }
        easels_.push_back(
            std::make_unique<Easel>(wish, capture::behind_strip(std::move(*capturer), *strip_), std::move(*encoder), clock_));
    }
    return true;
}

std::vector<Easel*> Studio::due(Tick now) {
    std::vector<Easel*> ready;
    for (const auto& easel : easels_)
        if (room(easel->stream()) == Room::free && easel->due() <= now) ready.push_back(easel.get());
    return ready;
}

void Studio::look_at(Easel& easel, milliseconds patience) {
    auto look = easel.look(patience);
    if (!look) {
        const auto [trouble, operation, code] = look.error();
        if (trouble == Trouble::pause) easel.pause(retry);
        return failed(trouble == Trouble::renew ? StopReason::desktop_gone : StopReason::capture_failed, trouble, operation,
                      code);
    }
    captures_ += look->captures;
    if (!look->picture) return;
    // Over while it was made: given back, for the next picture would follow from this one, which nobody gets.
    if (!lease_->lasts(clock_.tick())) return end(lease_->over_because(), Told::yes);
    failures_ = 0;
    rest_ = first_rest;
    room(easel.stream()) = Room::none;
    ++pictures_;
    bytes_ += look->picture->vp8.size();
    side_.picture(lease_->id(), easel.stream(), std::move(look->picture->vp8));
}

Tick Studio::next_call(Tick now) {
    if (not_before_ > now) return std::min(not_before_, lease_->ends());
    if (not_up_since_) return std::min(now + strip_raising, lease_->ends());
    Tick next = std::min(now + strip_watch, lease_->ends());
    for (const auto& easel : easels_)
        if (room(easel->stream()) == Room::free) next = std::min(next, std::max(now, easel->due()));
    return next;
}

// ---- how it ends

/// A few times it is tried again; then the lease is given back, and the next one is taken up only after a rest.
void Studio::failed(StopReason why, Trouble trouble, std::string_view operation, int code) {
    if (trouble == Trouble::renew) {
        close_screen();
        not_before_ = clock_.tick() + retry;
    }
    if (trouble != Trouble::give_up && ++failures_ <= retries) return;
    log_.write(Level::warning, "agent", fmt::format("the screen cannot be shown: {} ({})", operation, code));
    end(why, Told::yes);
    failures_ = 0;
    not_before_ = clock_.tick() + rest_;
    rest_ = std::min(rest_ * 2, longest_rest);
}

void Studio::close_screen() {
    easels_.clear();
    if (strip_) strip_->hide();
    strip_.reset();
    shown_.clear();
    indicated_ = false;
    not_up_since_.reset();
}

void Studio::end(StopReason why, Told told) {
    const auto id = lease_->id();
    lease_.reset();
    close_screen();
    const auto sums = counts();
    log_.write(Level::info, "agent",
               fmt::format("lease over, reason {}; desktop: captures={} pictures={} bytes={}", static_cast<int>(why),
                           sums.captures, sums.pictures, sums.bytes));
    side_.counted(sums);
    if (told == Told::no) return;
    given_back_ = id;
    side_.stopped(id, why);
}

void Studio::count(Tick now) {
    if (now < next_count_) return;
    next_count_ = now + between_counts;
    side_.counted(counts());
}

wire::LocalCounts Studio::counts() const {
    return {captures_.load(), pictures_.load(), bytes_.load()};
}

}  // namespace monitor::agent
