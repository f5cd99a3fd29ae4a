#include <catch2/catch.hpp>

#include "scenario/looking.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;
using wire::AgentRefusal;
using wire::TileState;

TEST_CASE("staff or an unknown user at a device: no lease, no picture taken in, and the agent is told why") {
    const auto* user = GENERATE("anouk.devries", "nobody.knows", "SANNE.B.x");
    Classroom room;
    Device device{room, user, inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    CHECK(device.refused(AgentRefusal::not_a_pupil) == 1);
    CHECK_FALSE(device.lease());
    device.send(Stream::grid, vp8_key());
    CHECK(anouk.pictures.empty());
    CHECK(room.counts().pictures_kept == 0);
    CHECK(device.refused(AgentRefusal::not_a_pupil) == 2);
}

TEST_CASE("a member of staff who logs in on a pupil's device in the middle of a view ends it for that tile at once") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    device.send(Stream::grid, vp8_key());
    REQUIRE(anouk.pictures.size() == 1);
    device.log_in("kees.jansen");
    CHECK_FALSE(device.lease());
    CHECK(anouk.states[0].state == TileState::not_a_pupil_device);
    device.send(Stream::grid, vp8_key());
    CHECK(anouk.pictures.size() == 1);
    CHECK(room.trail().back().rulings.front().refusal == policy::Refusal::not_a_pupil_device);
    device.log_in("sanne.b");
    CHECK(device.lease());
}

TEST_CASE("a picture before the strip is up is refused, and five of them end the line") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(device.lease());
    for (int i = 0; i < 5; ++i) device.send(Stream::grid, vp8_key());
    CHECK(anouk.pictures.empty());
    CHECK(device.refused(AgentRefusal::outside_lease) == 5);
    CHECK(device.closed);
}

TEST_CASE("pictures that are too large, no VP8, or a delta before a key are refused") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    device.send(Stream::grid, vp8_delta());
    device.send(Stream::grid, vp8_key({16383, 16383}));
    device.send(Stream::grid, Bytes(100, std::byte{0}));
    device.send(Stream::live, vp8_key());  // nobody asked for it: dropped without a strike
    CHECK(device.refused(AgentRefusal::bad_picture) == 3);
    CHECK(anouk.pictures.empty());
    CHECK(room.counts().pictures_kept == 0);
}

TEST_CASE("a strip that cannot stand ends the lease, and is asked for again only after a while") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    device.say(wire::Stopped{device.lease()->lease, static_cast<std::uint8_t>(wire::StopReason::indicator_covered)});
    const auto watches = device.count<wire::Watch>();
    room.run_for(29s);
    CHECK(anouk.states[0].state == TileState::refused);
    CHECK(anouk.states[0].refusal == static_cast<int>(policy::Refusal::indicator_down));
    CHECK(device.count<wire::Watch>() == watches);
    room.run_for(2s);
    CHECK(device.count<wire::Watch>() == watches + 1);
}

TEST_CASE("a device that takes up a lease that is over is told so at once") {
    Looking looking;
    auto& [room, device, anouk] = looking;
    const auto lease = device.lease()->lease;
    device.say(wire::Stopped{lease, static_cast<std::uint8_t>(wire::StopReason::indicator_covered)});
    const auto stops = device.count<wire::Stop>();
    device.say(wire::Indicated{lease});
    room.run();
    CHECK(device.count<wire::Stop>() == stops + 1);
}

TEST_CASE("at the bell a device that stops a moment before the school thinks so is not asked again") {
    Classroom room{monday(11, 59, 50)};
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    room.run_for(9s + 600ms);
    const auto watches = device.count<wire::Watch>();
    device.say(wire::Stopped{device.lease()->lease, static_cast<std::uint8_t>(wire::StopReason::hours_over)});
    room.run_for(2s);
    CHECK(device.count<wire::Watch>() == watches);
    CHECK_FALSE(device.closed);
}

TEST_CASE("a cloned key is noticed by its counter") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    device.leave();
    device.counter = 0;
    device.come();
    CHECK(device.refused(AgentRefusal::cloned) == 1);
    CHECK(device.closed);
    CHECK(room.stores.devices->find(device.id)->copied_at == room.clock.now());
}

TEST_CASE("a message that is no message ends the line") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    device.say(wire::Hello{.versions = {1}, .agent = "twice", .nonce = Bytes(16)});
    room.run();
    CHECK(device.refused(AgentRefusal::malformed) == 1);
    CHECK(device.closed);
}
