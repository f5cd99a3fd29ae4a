#include "hub/lease.hpp"

#include <algorithm>

namespace monitor::hub {
namespace {

constexpr wire::StreamWish grid_wish{picture::Stream::grid, {480, 270}, 5};
constexpr wire::StreamWish live_wish{picture::Stream::live, {1920, 1080}, 15};
constexpr std::chrono::seconds key_pause{1};

}  // namespace

wire::Watch Lease::watch(Instant now) const {
    using std::chrono::seconds;
    wire::Watch watch{.lease = id_, .seconds = static_cast<std::uint16_t>(length_.count()), .who = demand_.who,
                      .occasion = demand_.occasion};
    const auto left = demand_.hours_end ? std::chrono::floor<seconds>(*demand_.hours_end - now) : seconds{0};
    watch.hours_left = static_cast<std::uint32_t>(std::clamp(left, seconds{0}, seconds{24 * 3600}).count());
    if (demand_.grid == Wanted::yes) watch.streams.push_back(grid_wish);
    if (demand_.live == Wanted::yes) watch.streams.push_back(live_wish);
    return watch;
}

std::optional<wire::ToDevice> Lease::settle(const Demand& demand, Instant now, Tick tick) {
    if (demand == demand_ && (demand.empty() || running())) return std::nullopt;
    demand_ = demand;
    if (demand.empty()) {
        if (!running()) return std::nullopt;
        const wire::Stop stop{id_, static_cast<std::uint8_t>(wire::StopReason::nobody_looks)};
        stopped(id_);
        return stop;
    }
    if (!running()) {
        id_ = ++last_id_;
        up_ = false;
        chains_ = {};
    }
    if (demand.live == Wanted::no) chain(picture::Stream::live) = {};
    renew_at_ = tick + length_ / 3;
    return watch(now);
}

std::optional<wire::ToDevice> Lease::renewal(Instant now, Tick tick) {
    if (!running() || tick < renew_at_) return std::nullopt;
    renew_at_ = tick + length_ / 3;
    return watch(now);
}

bool Lease::indicated(std::uint32_t lease) noexcept {
    if (!running() || lease != id_) return false;
    up_ = true;
    return true;
}

void Lease::stopped(std::uint32_t lease) noexcept {
    if (lease != id_) return;
    id_ = 0;
    up_ = false;
    chains_ = {};
}

Lease::Verdict Lease::check(const wire::Picture& picture) noexcept {
    if (picture.lease == 0 || picture.lease > last_id_) return Verdict::outside;
    if (picture.lease != id_) return Verdict::late;
    if (!up_) return Verdict::outside;
    const bool live = picture.stream == picture::Stream::live;
    if ((live ? demand_.live : demand_.grid) == Wanted::no) return live ? Verdict::late : Verdict::outside;
    const auto header = picture::header(picture.vp8, picture.stream);
    if (!header) return Verdict::bad;
    auto& chain = this->chain(picture.stream);
    if (header->part == picture::Part::delta && (!chain.keyed || picture.sequence <= chain.last)) return Verdict::bad;
    chain.keyed = true;
    chain.last = picture.sequence;
    return Verdict::pass;
}

std::optional<wire::ToDevice> Lease::key(picture::Stream stream, Tick tick) noexcept {
    auto& chain = this->chain(stream);
    if (!running() || (chain.key_asked && tick - *chain.key_asked < key_pause)) return std::nullopt;
    chain.key_asked = tick;
    return wire::Key{stream};
}

}  // namespace monitor::hub
