#include "hub/tile.hpp"

#include <catch2/catch.hpp>

#include "hub/tickets.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using namespace monitor::hub;
using namespace std::chrono_literals;
using wire::TileState;

namespace {

constexpr Instant now{1'000'000s};

Tile refused(policy::Refusal why) {
    Tile tile;
    tile.grid.refusal = why;
    return tile;
}

}  // namespace

TEST_CASE("a tile says in words a teacher knows why there is no picture") {
    using enum policy::Refusal;
    CHECK(state(refused(device_not_in_use), {}, now).state == TileState::no_device);
    CHECK(state(refused(device_not_in_use), now - 1h, now).state == TileState::silent);
    CHECK(state(refused(device_not_in_use), now - 1h, now).since == (now - 1h).time_since_epoch().count());
    CHECK(state(refused(not_a_pupil_device), {}, now).state == TileState::not_a_pupil_device);
    CHECK(state(refused(device_elsewhere), {}, now).state == TileState::elsewhere);
    CHECK(state(refused(outside_hours), {}, now).state == TileState::outside_hours);
    CHECK(state(refused(objection_recorded), {}, now).state == TileState::refused);
    CHECK(state(refused(objection_recorded), {}, now).refusal == static_cast<int>(objection_recorded));
}

TEST_CASE("a tile without a new picture for ten seconds is idle since its last one") {
    Tile tile;
    tile.grid.basis = policy::Basis::teaches_group;
    CHECK(state(tile, {}, now).state == TileState::starting);
    tile.last_picture = now;
    CHECK(state(tile, {}, now + 10s).state == TileState::live);
    const auto idle = state(tile, {}, now + 10s + 1ms);
    CHECK(idle.state == TileState::idle);
    CHECK(idle.since == now.time_since_epoch().count());
}

TEST_CASE("a viewer that missed a picture follows again only from a key") {
    Relay relay;
    CHECK_FALSE(relay.next(picture::Part::delta));
    CHECK(relay.next(picture::Part::key) == 1);
    CHECK(relay.next(picture::Part::delta) == 2);
    relay.skip();
    CHECK_FALSE(relay.next(picture::Part::delta));
    CHECK(relay.next(picture::Part::key) == 3);
}

TEST_CASE("a ticket is for one session, one use and one minute") {
    Tickets tickets;
    test::SeededRandom random;
    const auto session = draw<SessionId>(random);
    const Tick tick{100s};
    const auto ticket = tickets.make(session, tick, random);
    CHECK_FALSE(tickets.use("", tick));
    CHECK(tickets.use(ticket, tick + 59s) == session);
    CHECK_FALSE(tickets.use(ticket, tick));
    const auto late = tickets.make(session, tick, random);
    CHECK_FALSE(tickets.use(late, tick + 60s));
}
