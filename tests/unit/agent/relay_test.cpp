// Who speaks on either side of a device, and what follows, on a clock that stands still.

#include <catch2/catch.hpp>
#include <unistd.h>

#include "unit/agent/relayed_device.hpp"

using namespace monitor;
using namespace monitor::agent;
using namespace std::chrono_literals;
using picture::Part;
using picture::Stream;
using wire::StopReason;
using Device = test::RelayedDevice;

namespace {

using Stops = std::vector<StopReason>;
const Bytes key = test::vp8(Part::key);

}  // namespace

TEST_CASE("a device enrols once, and proves who it is with a higher counter at every line", "[agent][relay]") {
    Device device;
    device.connect();
    REQUIRE(device.school.enrol);
    CHECK(device.school.enrol->token == "a secret");
    CHECK(device.school.enrol->fixed_user == "sam.k");
    CHECK(device.school.accepted == 1);
    CHECK(device.file->read()->device == device.school.next_device);
    CHECK(device.file->read()->counter == 1);

    std::filesystem::remove(device.settings.enrolment);
    device.school.enrol.reset();
    device.connect();
    CHECK_FALSE(device.school.enrol);
    CHECK(device.school.accepted == 2);
    CHECK(device.school.counters == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("the school hears who the system says is at the screen, and hears when nobody is", "[agent][relay]") {
    Device device;
    device.connect();
    CHECK(device.school.all<wire::Desktop>().back().user.empty());
    auto line = device.seat(device.desktop, ::geteuid());
    CHECK(device.school.all<wire::Desktop>().back().user == "sam.k");
    line.reset();
    device.executor.run();
    CHECK(device.school.all<wire::Desktop>().back().user.empty());
}

TEST_CASE("a process of another account of the system finds no door", "[agent][relay]") {
    Device device;
    device.connect();
    const auto line = device.seat(device.desktop, 33);
    CHECK(device.desktop.closed);
    CHECK(device.school.all<wire::Desktop>().size() == 1);
}

TEST_CASE("a line to the school that breaks stops the desktop at once", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.school_line.reset();
    device.executor.run();
    CHECK(device.stops() == Stops{StopReason::line_silent});
    device.connect();
    CHECK(device.school.accepted == 2);
    CHECK(device.school.all<wire::Desktop>().back().user == "sam.k");
    CHECK(device.desktop.all<wire::LocalWatch>().size() == 1);  // looking begins again only when the school says so
}

TEST_CASE("who is not a pupil is not looked at: the desktop stops and is told, and the line stays", "[agent][relay]") {
    Device device;
    device.begin();
    device.school_says(wire::Refused{static_cast<std::uint16_t>(wire::AgentRefusal::not_a_pupil)});
    CHECK(device.stops() == Stops{StopReason::not_a_pupil});
    CHECK(device.rests.empty());
    CHECK_FALSE(device.school.closed);

    device.show(1);
    device.school_says(wire::Refused{static_cast<std::uint16_t>(wire::AgentRefusal::not_a_pupil)});
    CHECK(device.stops() == Stops{StopReason::not_a_pupil, StopReason::not_a_pupil});
    device.picture(1, key);
    CHECK(device.school.pictures.empty());

    // Somebody else sits down: the school is told.
    const auto told = device.school.all<wire::Desktop>().size();
    device.desktop_line.reset();
    device.executor.run();
    test::DesktopEnd other;
    const auto line = device.seat(other, ::geteuid());
    CHECK(device.school.all<wire::Desktop>().size() == told + 2);
}

TEST_CASE("a device that was revoked hangs up and stays away for minutes", "[agent][relay]") {
    Device device;
    device.school.refuses = wire::AgentRefusal::revoked;
    device.connect();
    REQUIRE(device.rests.size() == 1);
    CHECK(device.rests[0] >= 150s);
    CHECK(device.rests[0] <= 300s);
    CHECK_FALSE(device.file->read()->device);
}

TEST_CASE("a revocation during a lease stops the desktop before anything else", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.school_says(wire::Refused{static_cast<std::uint16_t>(wire::AgentRefusal::revoked)});
    REQUIRE(device.rests.size() == 1);
    device.school_line.reset();  // what the service does with the line
    device.executor.run();
    CHECK(device.stops() == Stops{StopReason::line_silent});
    CHECK(device.log.says("revoked"));
}

TEST_CASE("a Watch with nobody at the screen is given back", "[agent][relay]") {
    Device device;
    device.connect();
    device.school_says(test::watch(1));
    REQUIRE(device.school.all<wire::Stopped>().size() == 1);
    CHECK(device.school.all<wire::Stopped>()[0].why == static_cast<std::uint8_t>(StopReason::desktop_gone));
}

TEST_CASE("a lease is for who sat there: another account at the screen begins without one", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    test::DesktopEnd other;
    auto line = device.seat(other, 54321);
    CHECK(device.stops() == Stops{StopReason::desktop_gone});
    CHECK(other.got.empty());
    device.desktop_says(wire::LocalPicture{1, Stream::grid, key});  // from behind
    CHECK(device.school.pictures.empty());
    device.school_says(test::watch(1));  // a renewal for who sat here before
    CHECK(other.got.empty());
    line.reset();  // the other leaves: the first is at the screen again, and the school is told
    device.executor.run();
    // Both are the one account of this device, so each change is told as a leaving and a coming.
    std::vector<std::string> users;
    for (const auto& desktop : device.school.all<wire::Desktop>()) users.push_back(desktop.user);
    CHECK(users == std::vector<std::string>{"", "sam.k", "", "sam.k", "", "sam.k"});
}

TEST_CASE("a second desktop process of the same account takes over, strip first", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.picture(1, key);
    test::DesktopEnd second;
    const auto line = device.seat(second, ::geteuid());
    CHECK(device.desktop.closed);
    REQUIRE(second.all<wire::LocalWatch>().size() == 1);
    CHECK(second.all<wire::LocalWatch>()[0].watch.seconds == 15);
    second.say(wire::LocalIndicated{1});
    second.say(wire::LocalPicture{1, Stream::grid, key});
    device.executor.run();
    REQUIRE(device.school.pictures.size() == 2);
    CHECK(device.school.pictures.back().sequence == 2);
}

TEST_CASE("what a desktop process may not say closes its door", "[agent][relay]") {
    Device device;
    device.connect();
    SECTION("no hello") {
        test::DesktopEnd rude{0};
        const auto line = device.seat(rude, ::geteuid());
        rude.say(wire::LocalIndicated{1});
        device.executor.run();
        CHECK(rude.closed);
    }
    SECTION("another version") {
        test::DesktopEnd old{2};
        const auto line = device.seat(old, ::geteuid());
        CHECK(old.closed);
    }
    SECTION("bytes") {
        const auto line = device.seat(device.desktop, ::geteuid());
        device.desktop.socket->send(Bytes(20, std::byte{3}));
        device.executor.run();
        CHECK(device.desktop.closed);
    }
    SECTION("what only a school says") {
        const auto line = device.seat(device.desktop, ::geteuid());
        device.desktop.socket->send(wire::encode(wire::ToDevice{wire::Watch{test::watch(1)}}));
        device.executor.run();
        CHECK(device.desktop.closed);
    }
    CHECK(device.school.all<wire::Desktop>().back().user.empty());
}

TEST_CASE("no lease comes from a school that spoke out of turn", "[agent][relay]") {
    Device device;
    device.desktop_line = device.seat(device.desktop, ::geteuid());
    device.school.refuses = wire::AgentRefusal::try_later;  // it never accepts
    device.connect();
    device.school_says(test::watch(1));
    CHECK(device.school.closed);
    CHECK(device.desktop.got.empty());
}

TEST_CASE("tabs go up only while someone looks, and small where both ends can", "[agent][relay]") {
    Device device;
    device.begin();
    const wire::LocalTabs tabs{1, {{"Rekenen", "https://rekenen.example/"}}};
    device.desktop_says(tabs);
    device.school_says(test::watch(1));
    device.desktop_says(tabs);
    CHECK(device.school.all<wire::Tabs>().empty());
    device.desktop_says(wire::LocalIndicated{1});
    device.desktop_says(tabs);
    REQUIRE(device.school.all<wire::Tabs>().size() == 1);
    CHECK(device.school.all<wire::Tabs>()[0].tabs[0].title == "Rekenen");
}

TEST_CASE("what the desktop gives back by itself reaches the school with its reason, once", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.desktop_says(wire::LocalStopped{1, static_cast<std::uint8_t>(StopReason::indicator_covered)});
    device.desktop_says(wire::LocalStopped{1, static_cast<std::uint8_t>(StopReason::lease_over)});
    device.executor.run_for(20s);
    REQUIRE(device.school.all<wire::Stopped>().size() == 1);
    CHECK(device.school.all<wire::Stopped>()[0].why == static_cast<std::uint8_t>(StopReason::indicator_covered));
}

TEST_CASE("a renewal that was on its way when a lease ended revives nothing; the next lease does", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    SECTION("given back") {
        device.desktop_says(wire::LocalStopped{1, static_cast<std::uint8_t>(StopReason::indicator_covered)});
    }
    SECTION("taken back") {
        device.school_says(wire::Stop{1, static_cast<std::uint8_t>(StopReason::nobody_looks)});
    }
    SECTION("refused") {
        device.school_says(wire::Refused{static_cast<std::uint16_t>(wire::AgentRefusal::bad_picture)});
    }
    SECTION("run out") {
        device.executor.run_for(15s);
    }
    CHECK(device.school.all<wire::Stopped>().size() == 1);
    const auto watches = device.desktop.all<wire::LocalWatch>().size();
    device.school_says(test::watch(1));
    device.executor.run_for(1s);
    CHECK(device.desktop.all<wire::LocalWatch>().size() == watches);
    device.school_says(test::watch(2));
    CHECK(device.desktop.all<wire::LocalWatch>().size() == watches + 1);
    CHECK(device.school.all<wire::Stopped>().size() == 1);
    device.connect();  // another line counts from one again
    device.school_says(test::watch(1));
    CHECK(device.desktop.all<wire::LocalWatch>().size() == watches + 2);
}
