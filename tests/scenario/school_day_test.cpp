#include <catch2/catch.hpp>

#include "scenario/classroom.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;
using wire::TileState;

namespace {

const policy::Refusal* refusal_of(const audit::Entry& entry) {
    return entry.rulings.empty() || !entry.rulings.front().refusal ? nullptr : &*entry.rulings.front().refusal;
}

/// Runs second by second until `done`; the instant at which it became true.
template <class Done>
Instant when(Classroom& room, std::chrono::minutes at_most, Done done) {
    const auto limit = room.clock.now() + at_most;
    while (!done()) {
        REQUIRE(room.clock.now() < limit);
        room.run_for(1s);
    }
    return room.clock.now();
}

}  // namespace

TEST_CASE("a school day: nothing before the bell, pictures after it, nothing in the break, and the day ends at the second") {
    Classroom room{monday(8, 20)};
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));

    REQUIRE(anouk.view);
    REQUIRE(anouk.view->tiles.size() == 2);
    CHECK(anouk.states[0].state == TileState::outside_hours);
    CHECK_FALSE(sanne.lease());

    CHECK(when(room, 15min, [&] { return sanne.lease().has_value(); }) == monday(8, 30));
    CHECK(sanne.lease()->who == std::vector<std::string>{"Anouk de Vries"});
    CHECK(sanne.lease()->hours_left == 3 * 3600 + 1800);
    CHECK(anouk.states[0].state == TileState::starting);
    sanne.indicate();
    sanne.send(Stream::grid, vp8_key());
    sanne.send(Stream::grid, vp8_delta());
    CHECK(anouk.pictures.size() == 2);
    CHECK(anouk.states[0].state == TileState::live);

    CHECK(when(room, 4h, [&] { return !sanne.lease().has_value(); }) == monday(12));
    CHECK(anouk.states[0].state == TileState::outside_hours);
    CHECK(anouk.states[0].since == monday(12).time_since_epoch().count());
    const auto trail = room.trail();
    CHECK(trail.back().act == audit::Act::look_changed);
    CHECK(trail.back().at == monday(12));
    REQUIRE(refusal_of(trail.back()));
    CHECK(*refusal_of(trail.back()) == policy::Refusal::outside_hours);

    sanne.send(Stream::grid, vp8_delta());
    CHECK(anouk.pictures.size() == 2);

    CHECK(when(room, 2h, [&] { return sanne.lease().has_value(); }) == monday(13));
    CHECK(when(room, 4h, [&] { return !sanne.lease().has_value(); }) == monday(15, 15));
}

TEST_CASE("a view is written down before the device is asked, with a line and the facts for each pupil") {
    Classroom room;
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    const auto before = room.trail().size();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    const auto trail = room.trail();
    REQUIRE(trail.size() == before + 1);
    const auto& began = trail.back();
    CHECK(began.act == audit::Act::look_began);
    CHECK(began.actor.staff == room.staff("anouk.devries"));
    REQUIRE(began.rulings.size() == 2);
    CHECK(began.rulings[0].basis == policy::Basis::teaches_group);
    CHECK(began.rulings[1].refusal == policy::Refusal::device_not_in_use);
    for (const auto& ruled : began.rulings) {
        const auto again =
            policy::decide({.viewer = *began.actor.staff, .pupil = ruled.pupil, .action = began.action}, ruled.facts, began.at);
        CHECK(again.has_value() == ruled.basis.has_value());
        if (!again) CHECK(again.error() == ruled.refusal);
    }
    anouk.say(wire::CloseView{});
    CHECK(room.trail().back().act == audit::Act::look_ended);
    CHECK_FALSE(sanne.lease());
}

TEST_CASE("nobody looks: a device on the line is never asked for anything") {
    Classroom room;
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    room.run_for(10min);
    CHECK(sanne.count<wire::Watch>() == 0);
    CHECK(room.counts().leases == 0);
    CHECK(room.counts().picture_bytes_in == 0);
}

TEST_CASE("a lease is renewed every third of it while someone looks, and ends when the page goes away") {
    Classroom room;
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    CHECK(sanne.count<wire::Watch>() == 1);
    room.run_for(15s);
    CHECK(sanne.count<wire::Watch>() == 4);
    CHECK(sanne.lease()->seconds == 15);
    anouk.leave();
    CHECK_FALSE(sanne.lease());
    CHECK(room.trail().back().act == audit::Act::look_ended);
    room.run_for(60s);
    CHECK(sanne.count<wire::Watch>() == 4);
}

TEST_CASE("a pupil who comes later joins the view, and the changed ruling is written down first") {
    Classroom room;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    CHECK(anouk.states[0].state == TileState::no_device);
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    REQUIRE(sanne.lease());
    CHECK(room.trail().back().act == audit::Act::look_changed);
    CHECK(room.trail().back().rulings.front().basis == policy::Basis::teaches_group);
    sanne.leave();
    CHECK(anouk.states[0].state == TileState::silent);
    CHECK(anouk.states[0].since == room.clock.now().time_since_epoch().count());
}

TEST_CASE("two devices with one pupil: the last that became active is the one that is shown") {
    Classroom room;
    Device first{room, "sanne.b", inside};
    first.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(first.lease());
    Device second{room, "sanne.b", inside};
    second.come();
    CHECK_FALSE(first.lease());
    REQUIRE(second.lease());
    second.leave();
    CHECK(anouk.states[0].state == TileState::silent);
}

TEST_CASE("of five devices with one pupil the last that became active stays it, whatever changes in the roster") {
    Classroom room;
    std::vector<std::unique_ptr<Device>> all;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    for (int number = 0; number < 5; ++number) {
        all.push_back(std::make_unique<Device>(room, "sanne.b", inside));
        all.back()->come();
    }
    REQUIRE(all.back()->lease());
    auto snapshot = Classroom::snapshot();
    snapshot.groups.push_back({.key = "new", .name = "Groep 8C", .site = snapshot.groups.front().site});
    room.apply(snapshot);
    CHECK(all.back()->lease());
    for (int number = 0; number < 4; ++number) CHECK_FALSE(all[static_cast<std::size_t>(number)]->lease());
}

TEST_CASE("a device in another place shows nothing, and its tile says where it is not") {
    Classroom room;
    Device sanne{room, "sanne.b", outside};
    sanne.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    CHECK_FALSE(sanne.lease());
    CHECK(anouk.states[0].state == TileState::elsewhere);
}

TEST_CASE("a teacher in another place opens no view") {
    Classroom room;
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    Teacher anouk{room, room.staff("anouk.devries"), outside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].why == wire::EndReason::refused);
    CHECK(anouk.ended[0].refusal == static_cast<int>(policy::Refusal::viewer_elsewhere));
    CHECK(room.trail().back().act == audit::Act::look_refused);
    CHECK_FALSE(sanne.lease());
}

TEST_CASE("a group of a colleague opens no view") {
    Classroom room;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 6B"));
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].refusal == static_cast<int>(policy::Refusal::not_their_group));
}
