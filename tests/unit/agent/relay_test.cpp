// What passes between the school and a desktop, on a clock that stands still: both ends are in this process.

#include "agent/relay.hpp"

#include <fstream>
#include <limits>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "agent/enrolment.hpp"
#include "support/manual_executor.hpp"
#include "support/seeded_random.hpp"
#include "support/temporary.hpp"
#include "unit/agent/doubles.hpp"

using namespace monitor;
using namespace monitor::agent;
using namespace std::chrono_literals;
using picture::Part;
using picture::Stream;
using wire::StopReason;

namespace {

struct Device {
    Device() {
        settings.state = scratch.path() / "state";
        settings.enrolment = scratch.path() / "token";
        settings.user = "sam.k";
        std::ofstream{settings.enrolment} << wire::text(
            wire::EnrolmentToken{"wss://school.example/agent", Bytes(32), "a secret"});
        file.emplace(IdentityFile::in(settings.state).value());
        identity.emplace(identity_of(settings, *file).value());
        relay.emplace(executor, clock, Credentials{*identity, *file, settings, random, log},
                      [this](std::chrono::milliseconds pause) { rests.push_back(pause); });
    }

    void connect() {
        school_line = transport::loopback(
            executor, [this](transport::Socket& socket) { return relay->school_line(socket); },
            [this](transport::Socket& socket) { return school.line(socket); });
        executor.run();
    }
    [[nodiscard]] std::unique_ptr<transport::Loopback> seat(test::DesktopEnd& end, std::uint32_t account) {
        auto line = transport::loopback(
            executor,
            [this, account](transport::Socket& socket) {
                return relay->desktop_door(socket, {account, 1});
            },
            [&end](transport::Socket& socket) { return end.line(socket); });
        executor.run();
        return line;
    }
    /// A school that accepted this device, and a desktop process at the screen.
    void begin() {
        connect();
        desktop_line = seat(desktop, ::geteuid());
    }
    void school_says(const wire::ToDevice& message) {
        school.say(message);
        executor.run();
    }
    void desktop_says(const wire::FromDesktop& message) {
        desktop.say(message);
        executor.run();
    }
    void show(std::uint32_t lease) {
        school_says(test::watch(lease));
        desktop_says(wire::LocalIndicated{lease});
    }
    void picture(std::uint32_t lease, const Bytes& vp8, Stream stream = Stream::grid) {
        desktop_says(wire::LocalPicture{lease, stream, vp8});
    }
    [[nodiscard]] std::vector<StopReason> stops() const {
        std::vector<StopReason> reasons;
        for (const auto& stop : desktop.all<wire::LocalStop>()) reasons.push_back(static_cast<StopReason>(stop.why));
        return reasons;
    }

    test::Temporary scratch;
    test::ManualClock clock{Instant{1'790'000'000'000ms}};
    test::ManualExecutor executor{clock};
    test::SeededRandom random;
    test::KeptLog log;
    settings::Agent settings;
    std::optional<IdentityFile> file;
    std::optional<Identity> identity;
    std::optional<Relay> relay;
    std::vector<std::chrono::milliseconds> rests;
    test::SchoolEnd school;
    test::DesktopEnd desktop;
    std::unique_ptr<transport::Loopback> school_line, desktop_line;
};

using Stops = std::vector<StopReason>;
const Bytes key = test::vp8(Part::key), delta = test::vp8(Part::delta);

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

TEST_CASE("pictures pass only within a lease and after the strip was up", "[agent][relay]") {
    Device device;
    device.begin();
    device.picture(0, key);
    device.picture(1, key);
    CHECK(device.school.pictures.empty());
    CHECK_FALSE(device.desktop.closed);

    device.show(1);
    CHECK(device.desktop.all<wire::LocalWatch>().size() == 1);
    CHECK(device.school.all<wire::Indicated>().size() == 1);
    device.picture(1, key);
    device.picture(1, delta);
    REQUIRE(device.school.pictures.size() == 2);
    CHECK(device.school.pictures[0].vp8 == key);
    CHECK(device.school.pictures[0].sequence == 1);
    CHECK(device.school.pictures[1].sequence == 2);
    device.picture(2, key);  // of a lease nobody gave
    CHECK(device.school.pictures.size() == 2);
    CHECK_FALSE(device.desktop.closed);
}

TEST_CASE("a desktop process that sends a picture before its strip was up is shut out", "[agent][relay]") {
    Device device;
    device.begin();
    device.school_says(test::watch(1));
    device.picture(1, key);
    CHECK(device.school.pictures.empty());
    CHECK(device.desktop.closed);
    CHECK(device.school.all<wire::Stopped>().back().why == static_cast<std::uint8_t>(StopReason::refused));
    CHECK(device.school.all<wire::Desktop>().back().user.empty());
}

TEST_CASE("what is not a picture of the lease does not pass", "[agent][relay]") {
    const auto [vp8, stream] = GENERATE(table<Bytes, Stream>({
        {Bytes(40, std::byte{1}), Stream::grid},           // not VP8
        {test::vp8(Part::key, {480, 272}), Stream::grid},  // larger than asked
        {test::vp8(Part::key, {270, 480}), Stream::grid},  // asked lying, not standing
    }));
    Device device;
    device.begin();
    device.show(1);
    device.picture(1, vp8, stream);
    CHECK(device.school.pictures.empty());
    CHECK(device.desktop.closed);
}

TEST_CASE("a stream that is not in the lease is dropped: it may have been on its way when the wish ended", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.picture(1, test::vp8(Part::key, {1280, 720}), Stream::live);
    CHECK(device.school.pictures.empty());
    CHECK_FALSE(device.desktop.closed);
}

TEST_CASE("the next picture is asked for only when the last one has left", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.picture(1, key);
    CHECK(device.desktop.all<wire::LocalRoom>().size() == 1);

    device.school_line->far_reads(transport::Loopback::Reading::stalled);
    device.picture(1, delta);
    CHECK(device.desktop.all<wire::LocalRoom>().size() == 1);
    device.executor.run_for(3s);
    CHECK(device.desktop.all<wire::LocalRoom>().size() == 1);
    device.school_line->far_reads(transport::Loopback::Reading::flowing);
    device.executor.run();
    CHECK(device.desktop.all<wire::LocalRoom>().size() == 2);

    device.school_line->far_reads(transport::Loopback::Reading::stalled);
    device.picture(1, delta);
    device.picture(1, delta);  // a desktop process that does not wait is no desktop process of ours
    CHECK(device.desktop.closed);
}

TEST_CASE("a lease that is not renewed ends at its very tick, on both sides", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.executor.run_for(14'999ms);
    CHECK(device.stops().empty());
    device.picture(1, key);
    CHECK(device.school.pictures.size() == 1);
    device.executor.run_for(1ms);
    CHECK(device.stops() == Stops{StopReason::lease_over});
    CHECK(device.school.all<wire::Stopped>().back().why == static_cast<std::uint8_t>(StopReason::lease_over));
    device.picture(1, delta);
    CHECK(device.school.pictures.size() == 1);
}

TEST_CASE("a renewal goes on where the lease was", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    for (int i = 0; i < 10; ++i) {
        device.executor.run_for(10s);
        device.school_says(test::watch(1));
        device.picture(1, i == 0 ? key : delta);
    }
    CHECK(device.stops().empty());
    CHECK(device.school.pictures.size() == 10);
    CHECK(device.school.pictures.back().sequence == 10);
    device.executor.run_for(15s);
    CHECK(device.stops() == Stops{StopReason::lease_over});
}

TEST_CASE("another lease starts anew: strip first, then sequence one", "[agent][relay]") {
    Device device;
    device.begin();
    device.show(1);
    device.picture(1, key);
    device.school_says(test::watch(2));
    device.picture(1, delta);
    CHECK(device.school.pictures.size() == 1);
    device.desktop_says(wire::LocalIndicated{2});
    device.picture(2, key);
    REQUIRE(device.school.pictures.size() == 2);
    CHECK(device.school.pictures.back().lease == 2);
    CHECK(device.school.pictures.back().sequence == 1);
}

TEST_CASE("the device stops by itself when its site closes", "[agent][relay]") {
    Device device;
    device.begin();
    auto asked = test::watch(1);
    asked.hours_left = 6;
    device.school_says(asked);
    device.desktop_says(wire::LocalIndicated{1});
    device.executor.run_for(6s);
    CHECK(device.stops() == Stops{StopReason::hours_over});
    asked.hours_left = 0;
    device.school_says(asked);
    CHECK(device.desktop.all<wire::LocalWatch>().size() == 1);
    CHECK(device.school.all<wire::Stopped>().back().why == static_cast<std::uint8_t>(StopReason::hours_over));
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
    line.reset();  // the other leaves: the first is at the screen again, and the school is told
    device.executor.run();
    CHECK(device.school.all<wire::Desktop>().size() == 4);
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
