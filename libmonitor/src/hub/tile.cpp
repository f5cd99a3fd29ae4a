#include "hub/tile.hpp"

namespace monitor::hub {
namespace {

constexpr std::chrono::seconds lively{10};

std::int64_t stamp(Instant instant) { return instant.time_since_epoch().count(); }

wire::TileState refused_state(policy::Refusal refusal, bool seen) {
    using enum policy::Refusal;
    using wire::TileState;
    switch (refusal) {
        case device_not_in_use: return seen ? TileState::silent : TileState::no_device;
        case not_a_pupil_device: return TileState::not_a_pupil_device;
        case device_elsewhere: return TileState::elsewhere;
        case outside_hours:
        case school_on_holiday: return TileState::outside_hours;
        case clock_doubtful:
        case records_put_back:
        case directory_stale:
        case staff_not_active:
        case not_for_their_role:
        case other_school:
        case not_their_group:
        case objection_recorded:
        case restriction_recorded:
        case viewer_elsewhere:
        case indicator_down:
        case purpose_missing:
        case look_time_over: return TileState::refused;
    }
    return TileState::refused;
}

}  // namespace

wire::State state(const Tile& tile, std::optional<Instant> last_seen, Instant now) {
    wire::State state{.tile = tile.number};
    if (tile.grid.refusal) {
        state.state = refused_state(*tile.grid.refusal, last_seen.has_value());
        if (state.state == wire::TileState::refused) state.refusal = static_cast<std::uint16_t>(*tile.grid.refusal);
        if (state.state == wire::TileState::silent) state.since = stamp(*last_seen);
        else state.since = state.state == tile.said.state ? tile.said.since : stamp(now);
    } else if (!tile.last_picture) {
        state.state = wire::TileState::starting;
        state.since = tile.said.state == state.state ? tile.said.since : stamp(now);
    } else {
        state.state = now - *tile.last_picture <= lively ? wire::TileState::live : wire::TileState::idle;
        state.since = state.state == tile.said.state ? tile.said.since : stamp(*tile.last_picture);
    }
    return state;
}

}  // namespace monitor::hub
