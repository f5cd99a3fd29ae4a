// Pictures and leases between the school and a desktop, on a clock that stands still.

#include <catch2/catch.hpp>

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
const Bytes key = test::vp8(Part::key), delta = test::vp8(Part::delta);

}  // namespace

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

TEST_CASE("a desktop is given every second of a lease, on a busy machine too", "[agent][relay]") {
    Device device;
    device.begin();
    device.clock.slow(1ms);
    device.school_says(test::watch(1, 2));
    REQUIRE(device.desktop.all<wire::LocalWatch>().size() == 1);
    CHECK(device.desktop.all<wire::LocalWatch>().front().watch.seconds == 2);
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

TEST_CASE("a stream that is asked for again begins with a key, whatever of before was on its way", "[agent][relay]") {
    const Bytes large = test::vp8(Part::key, {1280, 720});
    const auto with_live = [] {
        auto asked = test::watch(1);
        asked.streams.push_back({Stream::live, {1920, 1080}, 15});
        return asked;
    };
    Device device;
    device.begin();
    device.school_says(with_live());
    device.desktop_says(wire::LocalIndicated{1});
    device.picture(1, large, Stream::live);
    device.school_says(test::watch(1));
    device.school_says(with_live());
    REQUIRE(device.school.pictures.size() == 1);

    SECTION("a delta of before is dropped") {
        device.picture(1, delta, Stream::live);
        CHECK(device.school.pictures.size() == 1);
        device.picture(1, large, Stream::live);
        device.picture(1, delta, Stream::live);
        CHECK(device.school.pictures.size() == 3);
    }
    SECTION("a key of before goes up; the key of now has no room then, and comes again when there is") {
        device.school_line->far_reads(transport::Loopback::Reading::stalled);
        device.picture(1, large, Stream::live);
        device.picture(1, large, Stream::live);
        CHECK(device.desktop.all<wire::LocalKey>().size() == 1);
        device.school_line->far_reads(transport::Loopback::Reading::flowing);
        device.executor.run();
        CHECK(device.school.pictures.size() == 2);
        device.picture(1, delta, Stream::live);  // its key did not go up
        CHECK(device.school.pictures.size() == 2);
        device.picture(1, large, Stream::live);
        CHECK(device.school.pictures.size() == 3);
        CHECK_FALSE(device.desktop.closed);
        device.school_line->far_reads(transport::Loopback::Reading::stalled);
        device.picture(1, delta, Stream::live);
        device.picture(1, delta, Stream::live);  // once is chance
        CHECK(device.desktop.closed);
    }
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
