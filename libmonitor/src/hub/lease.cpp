#include "hub/lease.hpp"

#include <algorithm>

namespace monitor::hub {
namespace {

constexpr wire::StreamWish grid_wish{picture::Stream::grid, {480, 270}, 5};
constexpr wire::StreamWish live_wish{picture::Stream::live, {1920, 1080}, 15};
constexpr std::chrono::seconds key_pause{1};

std::chrono::seconds left(const Demand& demand, Instant now) {
    using std::chrono::seconds;
    return demand.hours_end ? std::chrono::floor<seconds>(*demand.hours_end - now) : seconds{0};
}

}  // namespace

wire::Watch Lease::watch(Instant now) const {
    using std::chrono::seconds;
    wire::Watch watch{.lease = id_, .seconds = static_cast<std::uint16_t>(length_.count()), .who = demand_.who,
                      .occasion = demand_.occasion};
    watch.hours_left = static_cast<std::uint32_t>(std::clamp(left(demand_, now), seconds{0}, seconds{24 * 3600}).count());
    if (demand_.grid == Wanted::yes) watch.streams.push_back(grid_wish);
    if (demand_.live == Wanted::yes) watch.streams.push_back(live_wish);
    return watch;
}

std::optional<wire::ToDevice> Lease::settle(const Demand& wished, Instant now, Tick tick) {
    // In the last second of the day a device has stopped by itself, or will: a Watch of no seconds asks nothing of it.
    static const Demand nothing{};
    const Demand& demand = left(wished, now) > std::chrono::seconds{0} ? wished : nothing;
    if (demand == demand_ && (demand.empty() || running())) return std::nullopt;
    take(demand);
    if (demand.empty()) {
        if (!running()) return std::nullopt;
        const wire::Stop stop{id_, static_cast<std::uint8_t>(wire::StopReason::nobody_looks)};
        (void)stopped(id_);
        return stop;
    }
    if (!running()) {
        id_ = ++last_id_;
        up_ = false;
        chains_ = {};
    }
    renew_at_ = tick + length_ / 3;
    return watch(now);
}

/// A stream that is not wished any more begins with a key when it is wished again.
void Lease::take(const Demand& demand) {
    if (demand_.grid == Wanted::yes && demand.grid == Wanted::no) chain(picture::Stream::grid) = {.anew = true};
    if (demand_.live == Wanted::yes && demand.live == Wanted::no) chain(picture::Stream::live) = {.anew = true};
    demand_ = demand;
}

std::optional<wire::ToDevice> Lease::renewal(Instant now, Tick tick) {
    if (!running() || tick < renew_at_ || left(demand_, now) <= std::chrono::seconds{0}) return std::nullopt;
    renew_at_ = tick + length_ / 3;
    return watch(now);
}

bool Lease::indicated(std::uint32_t lease) noexcept {
    if (!running() || lease != id_) return false;
    up_ = true;
    return true;
}

bool Lease::stopped(std::uint32_t lease) noexcept {
    if (!running() || lease != id_) return false;
    id_ = 0;
    up_ = false;
    chains_ = {};
    return true;
}

Lease::Verdict Lease::check(const wire::Picture& picture) noexcept {
    if (picture.lease == 0 || picture.lease > last_id_) return Verdict::outside;
    if (picture.lease != id_) return Verdict::late;
    if (!up_) return Verdict::outside;
    const bool live = picture.stream == picture::Stream::live;
    auto& chain = this->chain(picture.stream);
    if ((live ? demand_.live : demand_.grid) == Wanted::no) return live || chain.anew ? Verdict::late : Verdict::outside;
    const auto header = picture::header(picture.vp8, picture.stream);
    if (!header) return Verdict::bad;
    if (header->part == picture::Part::delta) {
        if (!chain.keyed) return chain.anew ? Verdict::late : Verdict::bad;
        if (picture.sequence <= chain.last) return Verdict::bad;
    } else {
        chain.keyed = true;
        chain.key_owed = false;
    }
    chain.last = picture.sequence;
    return Verdict::pass;
}

std::optional<wire::ToDevice> Lease::key(picture::Stream stream, Tick tick) noexcept {
    if (!running()) return std::nullopt;
    chain(stream).key_owed = true;
    return owed_key(stream, tick);
}

std::optional<wire::ToDevice> Lease::owed_key(picture::Stream stream, Tick tick) noexcept {
    auto& chain = this->chain(stream);
    if (!running() || !chain.key_owed || (chain.key_asked && tick - *chain.key_asked < key_pause)) return std::nullopt;
    chain.key_owed = false;
    chain.key_asked = tick;
    return wire::Key{stream};
}

}  // namespace monitor::hub
