#include <catch2/catch.hpp>

#include "scenario/looking.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

namespace {

std::vector<Stream> streams(const Device& device) {
    std::vector<Stream> streams;
    for (const auto& wish : device.lease()->streams) streams.push_back(wish.stream);
    return streams;
}

}  // namespace

TEST_CASE("one screen large: with a purpose, written down first, for ten minutes and not a second longer") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "help"});

    REQUIRE(anouk.looks.size() == 1);
    CHECK(anouk.looks[0].seconds == 600);
    CHECK(streams(device) == std::vector{Stream::grid, Stream::live});
    CHECK(room.trail().back().act == audit::Act::look_began);
    CHECK(room.trail().back().action == policy::Action::live);
    CHECK(room.trail().back().purpose == policy::LookPurpose::help);
    device.send(Stream::live, vp8_key({1280, 720}));
    REQUIRE(anouk.pictures.size() == 1);
    CHECK(anouk.pictures[0].stream == Stream::live);
    CHECK(room.counts().pictures_kept == 0);  // only grid pictures are kept

    room.run_for(9min + 59s);
    CHECK(anouk.ended.empty());
    room.run_for(1s);
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].why == wire::EndReason::time_over);
    CHECK(anouk.ended[0].pupil == room.pupil("sanne.b").text());
    CHECK(streams(device) == std::vector{Stream::grid});
    CHECK(room.trail().back().act == audit::Act::look_ended);
    CHECK(room.trail().back().at == monday(9, 10));
    CHECK_FALSE(anouk.closed);  // the grid stays
}

TEST_CASE("looking on at the same screen: what was on its way counts against nobody") {
    Looking looking;
    auto& [room, device, anouk] = looking;
    for (int more = 0; more < 8; ++more) {
        anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "help"});
        device.send(Stream::live, vp8_delta());  // of the look before
        device.send(Stream::live, vp8_key({1280, 720}));
        device.send(Stream::live, vp8_delta());
        room.run_for(3s);
    }
    CHECK(device.refused(wire::AgentRefusal::bad_picture) == 1);  // only the first look had none before it
    CHECK_FALSE(device.closed);
    CHECK(anouk.chain_whole);
    CHECK(anouk.pictures.size() == 17);
}

TEST_CASE("a page that goes away in the middle of a look renewed the lease of the device once more") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "help"});
    const auto before = device.count<wire::Watch>();
    anouk.leave();
    CHECK(device.count<wire::Watch>() == before);
    CHECK(device.count<wire::Stop>() == 1);
}

TEST_CASE("a look without a purpose is refused and written down") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "curiosity"});
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].refusal == static_cast<int>(policy::Refusal::purpose_missing));
    CHECK(room.trail().back().act == audit::Act::look_refused);
    CHECK(streams(device) == std::vector{Stream::grid});
}

TEST_CASE("asking for a pupil of another group ends the view") {
    Classroom room;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    anouk.say(wire::LookAt{room.pupil("noor.k").text(), "help"});
    CHECK(anouk.closed);
}

TEST_CASE("the strip names everyone who looks, once each") {
    Classroom room;
    auto snapshot = Classroom::snapshot();
    snapshot.staff[1].groups = {"5a", "6b"};
    room.apply(snapshot);
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside}, kees{room, room.staff("kees.jansen"), inside};
    anouk.open(room.group("Groep 5A"));
    kees.open(room.group("Groep 5A"));
    CHECK(device.lease()->who == std::vector<std::string>{"Anouk de Vries", "Kees Jansen"});
    anouk.leave();
    CHECK(device.lease()->who == std::vector<std::string>{"Kees Jansen"});
}
