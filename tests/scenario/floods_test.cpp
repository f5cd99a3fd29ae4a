// What does it cost the others when one device or one page does far more than anybody needs to?

#include <catch2/catch.hpp>

#include "scenario/classroom.hpp"

using namespace monitor;
using namespace monitor::test;
using wire::AgentRefusal;

TEST_CASE("a device whose user changes all the time is sent away before it fills the log") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    for (int change = 0; change < 500; ++change) {
        if (device.closed) device.come();
        if (!device.closed) device.log_in(change % 2 == 0 ? "kees.jansen" : "sanne.b");
    }
    CHECK(device.refused(AgentRefusal::too_fast) > 0);
    CHECK(room.trail().size() < 60);
    CHECK_FALSE(anouk.closed);

    // It may come back when it calmed down.
    room.run_for(60s);
    device.come();
    CHECK_FALSE(device.closed);
}

TEST_CASE("pupils who log in one after another on one device all lesson long are not taken for a flood") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    for (int change = 0; change < 90; ++change) {
        room.run_for(20s);
        device.log_in(change % 2 == 0 ? "tim.v" : "sanne.b");
    }
    CHECK(device.refused(AgentRefusal::too_fast) == 0);
    CHECK_FALSE(device.closed);
}

TEST_CASE("a page that asks for one large screen after another is stopped, and told why") {
    Classroom room;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    const auto pupil = room.pupil("sanne.b").text();
    for (int times = 0; times < 200 && !anouk.closed; ++times) anouk.say(wire::LookAt{pupil, "help"});
    REQUIRE_FALSE(anouk.ended.empty());
    CHECK(anouk.ended.back().why == wire::EndReason::too_fast);
    CHECK(room.trail().size() < 60);
}

TEST_CASE("a line that never says who it is ends, and makes room for others") {
    Classroom room;
    bool ended = false;
    const auto ear = [&ended](transport::Socket&) -> std::unique_ptr<transport::Events> {
        struct Silent final : transport::Events {
            explicit Silent(bool& told) : ended{told} {}
            void message(BytesView) override {}
            void drained() override {}
            void closed(transport::CloseReason) override { ended = true; }
            bool& ended;
        };
        return std::make_unique<Silent>(ended);
    };
    SECTION("of a device") {
        const auto line = transport::loopback(room.strand, ear, room.hub->agent_line(inside));
        room.run_for(9s);
        CHECK_FALSE(ended);
        room.run_for(3s);
        CHECK(ended);
    }
    SECTION("of a page") {
        const auto line = transport::loopback(room.strand, ear, room.hub->viewer_line(inside, identity::SessionToken{}));
        room.run_for(9s);
        CHECK_FALSE(ended);
        room.run_for(3s);
        CHECK(ended);
    }
    CHECK(room.counts().agents == 0);
    CHECK(room.counts().viewers == 0);
}
