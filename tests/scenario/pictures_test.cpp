#include <fstream>
#include <set>

#include <catch2/catch.hpp>

#include "monitor/transport/loopback.hpp"
#include "scenario/classroom.hpp"
#include "store/latest_pictures.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;
using transport::Loopback;

namespace {

bool stands_in_a_file(const std::filesystem::path& below, BytesView wanted) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{below}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string content{std::istreambuf_iterator<char>{file}, {}};
        if (content.find(as_text(wanted)) != std::string::npos) return true;
    }
    return false;
}

// What is left that should not be, in words: ten thousand pictures of one pupil, and then two days.
std::vector<std::string> history(Classroom& room) {
    std::vector<std::string> left;
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    for (int i = 0; i < 10'000; ++i) {
        device.send(Stream::grid, vp8_key({480, 270}, 64, static_cast<unsigned>(i % 251)));
        anouk.pictures.clear();
    }
    if (room.counts().pictures_kept != 1) left.emplace_back("more or less than one picture in the process");
    const auto last = vp8_key({480, 270}, 64, 9'999 % 251);
    if (stands_in_a_file(room.directory.path(), last)) left.emplace_back("a picture in a file");

    auto facts = room.trail().back().rulings.front().facts;
    facts.hours_end = room.clock.now() + 72h;  // so that it is the picture's age that ends it, not the school's hours
    const auto permit =
        policy::decide({.viewer = room.staff("anouk.devries"), .pupil = room.pupil("sanne.b")}, facts, room.clock.now());
    REQUIRE(permit);
    const auto at = [&](Instant now) { return room.stores.pictures->latest(room.school, *permit, now); };
    const auto kept = at(room.clock.now());
    REQUIRE(kept);
    CHECK(kept->vp8 == last);
    CHECK(at(room.clock.now() + 48h - 1ms));
    if (at(room.clock.now() + 48h)) left.emplace_back("a picture that can be read after 48 hours");
    anouk.leave();
    room.run_for(48h);
    if (room.counts().pictures_kept != 0) left.emplace_back("a picture in the process after 48 hours");
    return left;
}

}  // namespace

TEST_CASE("no history: of ten thousand pictures of one pupil exactly one is kept, none in any file, and none after 48 hours") {
    Classroom room;
    CHECK(history(room) == std::vector<std::string>{});
}

TEST_CASE("the same day, with a store that does not look at deadlines, leaves what the test above would name") {
    Classroom room;
    room.stores.pictures = store::make_latest_pictures(48h, store::DeadlineCheck::off);
    room.restart();
    CHECK(history(room) ==
          std::vector<std::string>{"a picture that can be read after 48 hours", "a picture in the process after 48 hours"});
}

TEST_CASE("a viewer that falls behind gets nothing until the next key, and never a delta without its key") {
    Classroom room;
    auto snapshot = Classroom::snapshot();
    snapshot.staff[1].groups = {"5a"};
    room.apply(snapshot);
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher quick{room, room.staff("anouk.devries"), inside}, slow{room, room.staff("kees.jansen"), inside};
    quick.open(room.group("Groep 5A"));
    slow.open(room.group("Groep 5A"));
    device.indicate();
    device.send(Stream::grid, vp8_key());
    slow.stall(Loopback::Reading::stalled);
    for (int i = 0; i < 200; ++i) device.send(Stream::grid, vp8_delta(8'000));
    CHECK(quick.pictures.size() == 201);
    CHECK(slow.pictures.size() == 1);
    slow.stall(Loopback::Reading::flowing);
    room.run();
    CHECK(slow.pictures.size() < 60);       // what was under way, and no more: the backlog is bounded
    CHECK(device.count<wire::Key>() >= 1);  // room again: a key is asked for
    const auto before = slow.pictures.size();
    device.send(Stream::grid, vp8_delta());
    CHECK(slow.pictures.size() == before);
    device.send(Stream::grid, vp8_key());
    device.send(Stream::grid, vp8_delta());
    CHECK(slow.pictures.size() == before + 2);
    CHECK(slow.chain_whole);
    CHECK(quick.chain_whole);
    CHECK(quick.pictures.size() == 204);
}

TEST_CASE("a first picture that came while the viewer had no room is asked for again, of a still screen too") {
    Classroom room;
    auto snapshot = Classroom::snapshot();
    snapshot.staff[1].groups = {"5a"};
    room.apply(snapshot);
    Device busy{room, "sanne.b", inside}, still{room, "tim.v", inside};
    busy.come();
    Teacher slow{room, room.staff("kees.jansen"), inside};
    slow.open(room.group("Groep 5A"));
    busy.indicate();
    busy.send(Stream::grid, vp8_key());
    slow.stall(Loopback::Reading::stalled);
    for (int i = 0; i < 60; ++i) busy.send(Stream::grid, vp8_delta(8'000));
    still.come();
    still.indicate();
    still.send(Stream::grid, vp8_key());
    const auto keys = still.count<wire::Key>();
    slow.stall(Loopback::Reading::flowing);
    room.run_for(2s);
    CHECK(still.count<wire::Key>() == keys + 1);
    const auto before = slow.pictures.size();
    still.send(Stream::grid, vp8_key());
    CHECK(slow.pictures.size() == before + 1);
}

TEST_CASE("of a group with more pictures than a line may hold, the viewer gets them all, as there is room") {
    Classroom room;
    auto snapshot = Classroom::snapshot();
    snapshot.pupils.clear();
    for (int i = 0; i < 60; ++i) {
        const auto name = "pupil" + std::to_string(100 + i);
        snapshot.pupils.push_back({.key = roster::Key{name}, .name = Personal{name}, .user = Personal{name}, .groups = {"5a"}});
    }
    room.apply(snapshot);
    std::vector<std::unique_ptr<Device>> devices;
    for (const auto& pupil : snapshot.pupils) {
        devices.push_back(std::make_unique<Device>(room, pupil.user.reveal(Purpose::match_account), inside));
        devices.back()->come();
    }
    Teacher first{room, room.staff("anouk.devries"), inside};
    first.open(room.group("Groep 5A"));
    for (const auto& device : devices) {
        device->indicate();
        device->send(Stream::grid, vp8_key({480, 270}, 100'000));
    }
    CHECK(room.counts().pictures_kept == 60);
    first.leave();
    Teacher next{room, room.staff("anouk.devries"), inside};
    next.open(room.group("Groep 5A"));
    CHECK(next.ended.empty());
    std::set<std::uint16_t> shown;
    for (const auto& picture : next.pictures) shown.insert(picture.tile);
    CHECK(shown.size() == 60);
    CHECK(next.pictures.size() == 60);
}

TEST_CASE("thirty pupils, one stalled agent and one stalled viewer: the others notice nothing") {
    Classroom room;
    auto snapshot = Classroom::snapshot();
    snapshot.pupils.clear();
    for (int i = 0; i < 30; ++i) {
        const auto name = "pupil" + std::to_string(100 + i);
        snapshot.pupils.push_back({.key = roster::Key{name}, .name = Personal{name}, .user = Personal{name}, .groups = {"5a"}});
    }
    snapshot.staff[1].groups = {"5a"};
    room.apply(snapshot);
    std::vector<std::unique_ptr<Device>> devices;
    for (const auto& pupil : snapshot.pupils) {
        devices.push_back(std::make_unique<Device>(room, pupil.user.reveal(Purpose::operate), inside));
        devices.back()->come();
    }
    Teacher quick{room, room.staff("anouk.devries"), inside}, slow{room, room.staff("kees.jansen"), inside};
    quick.open(room.group("Groep 5A"));
    slow.open(room.group("Groep 5A"));
    for (auto& device : devices) device->indicate();
    devices[0]->stall(Loopback::Reading::stalled);
    slow.stall(Loopback::Reading::stalled);
    for (int round = 0; round < 20; ++round)
        for (std::size_t i = 1; i < devices.size(); ++i)
            devices[i]->send(Stream::grid, round % 10 == 0 ? vp8_key({480, 270}, 9'000) : vp8_delta(2'000));
    CHECK(quick.pictures.size() == 29 * 20);
    CHECK(quick.chain_whole);
    CHECK(room.counts().pictures_kept == 29);
    slow.stall(Loopback::Reading::flowing);
    room.run();
    CHECK(slow.chain_whole);
    CHECK(slow.ended.empty());
}

TEST_CASE("a view that opens shows the last picture at once, with its age, and waits for a key before it follows") {
    Classroom room;
    Device device{room, "sanne.b", inside};
    device.come();
    {
        Teacher first{room, room.staff("anouk.devries"), inside};
        first.open(room.group("Groep 5A"));
        device.indicate();
        device.send(Stream::grid, vp8_key());
        first.leave();
    }
    room.run_for(30s);
    Teacher again{room, room.staff("anouk.devries"), inside};
    again.open(room.group("Groep 5A"));
    REQUIRE(again.pictures.size() == 1);
    device.indicate();
    device.send(Stream::grid, vp8_key());
    device.send(Stream::grid, vp8_delta());
    CHECK(again.pictures.size() == 3);
    CHECK(again.chain_whole);
}
