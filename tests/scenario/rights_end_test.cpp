#include "scenario/looking.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

TEST_CASE("a member of staff who leaves sees nothing from the moment it is known, also over an open view") {
    Looking at;
    auto snapshot = Classroom::snapshot();
    snapshot.staff[0].employment = school::Employment::ended;
    at.room.apply(snapshot);
    REQUIRE(at.anouk.ended.size() == 1);
    CHECK(at.anouk.ended[0].refusal == static_cast<int>(policy::Refusal::staff_not_active));
    CHECK_FALSE(at.device.lease());
    at.nothing_more();
    CHECK(at.room.trail().back().at == monday(9));
}

TEST_CASE("a member of staff whom the administration no longer names sees nothing") {
    Looking at;
    auto snapshot = Classroom::snapshot();
    snapshot.staff.erase(snapshot.staff.begin());
    at.room.apply(snapshot);
    REQUIRE(at.anouk.ended.size() == 1);
    CHECK(at.anouk.ended[0].refusal == static_cast<int>(policy::Refusal::staff_not_active));
    at.nothing_more();
}

TEST_CASE("a pupil who leaves the group leaves the view") {
    Looking at;
    auto snapshot = Classroom::snapshot();
    snapshot.pupils[0].groups = {"6b"};
    at.room.apply(snapshot);
    CHECK_FALSE(at.device.lease());
    at.nothing_more();
}

TEST_CASE("a session that is ended elsewhere ends its view") {
    Looking at;
    REQUIRE(at.room.stores.sessions->end(at.room.school, at.anouk.session->id));
    at.room.run();
    REQUIRE(at.anouk.ended.size() == 1);
    CHECK(at.anouk.ended[0].why == wire::EndReason::session_over);
    CHECK_FALSE(at.device.lease());
}

TEST_CASE("a machine that woke after the end of a session showed the last picture once more before it asked the store") {
    Looking at;
    at.room.clock.advance(10h);
    at.room.apply(Classroom::snapshot());
    at.room.run();
    REQUIRE(at.anouk.ended.size() == 1);
    CHECK(at.anouk.ended[0].why == wire::EndReason::session_over);
    CHECK(at.anouk.pictures.size() == 1);
}

TEST_CASE("a device that is revoked is gone from the view") {
    Looking at;
    REQUIRE(at.room.stores.devices->revoke(at.room.school, at.device.id));
    at.room.run();
    CHECK(at.device.closed);
    CHECK(at.anouk.states[0].state == wire::TileState::silent);
    CHECK(at.room.trail().back().rulings.front().refusal == policy::Refusal::device_not_in_use);
    at.device.come();
    CHECK(at.device.closed);
}

TEST_CASE("a directory nobody could read for too long stops looking along, at that very second") {
    Classroom room;
    room.restart({.server_name = "school.test", .directory_fresh = 1h});  // 24 h in a school: shortened to fit one morning
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    room.run_for(1h);
    CHECK(anouk.ended.empty());
    room.run_for(1s);
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].refusal == static_cast<int>(policy::Refusal::directory_stale));
    CHECK(room.clock.now() == monday(10, 0, 1));
    CHECK_FALSE(device.lease());
    CHECK(hub::Options{}.directory_fresh == 24h);
}

TEST_CASE("a clock that leaps ahead makes doubt, and doubt looks at nothing") {
    Looking at;
    at.room.clock.jump(27h);
    at.room.run_for(1s);
    REQUIRE(at.anouk.ended.size() == 1);
    CHECK(at.anouk.ended[0].refusal == static_cast<int>(policy::Refusal::clock_doubtful));
    CHECK_FALSE(at.device.lease());
}

TEST_CASE("the first picture after a leap of the clock came through: the clock was read after it had been asked for doubt") {
    Looking at;
    at.room.clock.jump(27h);
    at.nothing_more();
}

TEST_CASE("a ticket opens one view, once, within a minute, for its own session") {
    Classroom room;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(anouk.view);
    const auto ticket = room.hub->ticket(*anouk.session);
    room.run_for(61s);

    const auto refused = [&](const std::string& with) {
        Teacher again{room, room.staff("anouk.devries"), inside};
        again.open(room.group("Groep 5A"));
        again.ended.clear();
        again.say(wire::OpenView{with, room.group("Groep 5A").text()});
        return again.ended.size() == 1;
    };
    CHECK(refused(ticket));
    CHECK(refused("guess"));
}
