// agent: which Watch is a lease, and when is it over?

#include "agent/lease.hpp"

#include <algorithm>

namespace monitor::agent {
namespace {

using std::chrono::seconds;

int busiest(picture::Stream stream) {
    switch (stream) {
        case picture::Stream::grid: return 5;
        case picture::Stream::live: return 15;
    }
    return 0;
}

bool ours(const wire::StreamWish& wish) {
    const Size limit = picture::limits(wish.stream).size;
    const auto [width, height] = wish.at_most;
    const bool fits = (width <= limit.width && height <= limit.height) || (width <= limit.height && height <= limit.width);
    return fits && width >= 2 && height >= 2 && wish.frames_a_second >= 1 && wish.frames_a_second <= busiest(wish.stream);
}

bool named(const std::vector<std::string>& who) {
    return !who.empty() && who.size() <= wire::most_viewers && std::ranges::none_of(who, &std::string::empty);
}

bool once_each(const std::vector<wire::StreamWish>& wishes) {
    for (auto wish = wishes.begin(); wish != wishes.end(); ++wish)
        if (std::ranges::count(wishes, wish->stream, &wire::StreamWish::stream) != 1) return false;
    return true;
}

}  // namespace

std::expected<Lease, wire::StopReason> Lease::granted(wire::Watch watch, Tick now) {
    if (watch.hours_left == 0) return std::unexpected{wire::StopReason::hours_over};
    if (watch.seconds == 0 || watch.streams.empty()) return std::unexpected{wire::StopReason::nobody_looks};
    if (!named(watch.who) || !once_each(watch.streams) || !std::ranges::all_of(watch.streams, ours))
        return std::unexpected{wire::StopReason::refused};

    const Tick over = now + std::min(seconds{watch.seconds}, longest);
    const Tick closes = now + seconds{watch.hours_left};
    const bool site_first = closes <= over;
    return Lease{std::move(watch), site_first ? closes : over, closes,
                 site_first ? wire::StopReason::hours_over : wire::StopReason::lease_over};
}

std::optional<wire::StreamWish> Lease::wish(picture::Stream stream) const noexcept {
    const auto found = std::ranges::find(watch_.streams, stream, &wire::StreamWish::stream);
    if (found == watch_.streams.end()) return std::nullopt;
    return *found;
}

std::optional<wire::Watch> Lease::left(Tick now) const {
    const auto whole = std::chrono::floor<seconds>(ends_ - now);
    if (whole < seconds{1}) return std::nullopt;
    wire::Watch watch = watch_;
    watch.seconds = static_cast<std::uint16_t>(whole.count());
    watch.hours_left = static_cast<std::uint32_t>(std::chrono::floor<seconds>(closes_ - now).count());
    return watch;
}

}  // namespace monitor::agent
