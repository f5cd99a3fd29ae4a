#include "hub/lease.hpp"

#include <catch2/catch.hpp>

#include "support/vp8.hpp"

using namespace monitor;
using namespace monitor::hub;
using namespace std::chrono_literals;
using picture::Stream;
using Verdict = Lease::Verdict;

namespace {

constexpr Instant now{1'000'000s};
constexpr Tick tick{1'000s};

Demand grid() { return {.grid = Wanted::yes, .who = {"Anouk de Vries"}, .hours_end = now + 1h}; }

wire::Watch watch(const std::optional<wire::ToDevice>& message) {
    REQUIRE(message);
    REQUIRE(std::holds_alternative<wire::Watch>(*message));
    return std::get<wire::Watch>(*message);
}

}  // namespace

TEST_CASE("a lease names who looks, what is asked and for how long, and is said once") {
    Lease lease{15s};
    const auto said = watch(lease.settle(grid(), now, tick));
    CHECK(said.lease == 1);
    CHECK(said.seconds == 15);
    CHECK(said.hours_left == 3600);
    CHECK(said.who == std::vector<std::string>{"Anouk de Vries"});
    REQUIRE(said.streams.size() == 1);
    CHECK(said.streams[0].stream == Stream::grid);
    CHECK_FALSE(lease.settle(grid(), now, tick));
    CHECK_FALSE(lease.renewal(now, tick + 4999ms));
    CHECK(watch(lease.renewal(now, tick + 5s)).lease == 1);
}

TEST_CASE("when nobody asks any more the device is told, and the next lease is another one") {
    Lease lease{15s};
    (void)lease.settle(grid(), now, tick);
    const auto stop = lease.settle({}, now, tick);
    REQUIRE(stop);
    CHECK(std::get<wire::Stop>(*stop).lease == 1);
    CHECK_FALSE(lease.settle({}, now, tick));
    CHECK(watch(lease.settle(grid(), now, tick)).lease == 2);
    CHECK_FALSE(lease.up());
}

TEST_CASE("a lease the device gave back is begun anew for the same demand") {
    Lease lease{15s};
    (void)lease.settle(grid(), now, tick);
    lease.stopped(1);
    CHECK_FALSE(lease.running());
    CHECK(watch(lease.settle(grid(), now, tick)).lease == 2);
}

TEST_CASE("no picture passes before the strip is up, of another lease, or of a stream nobody asked for") {
    Lease lease{15s};
    const auto key = test::vp8_key();
    const wire::Picture picture{.lease = 1, .sequence = 1, .stream = Stream::grid, .vp8 = key};
    CHECK(lease.check(picture) == Verdict::outside);
    (void)lease.settle(grid(), now, tick);
    CHECK(lease.check(picture) == Verdict::outside);
    CHECK_FALSE(lease.indicated(2));
    CHECK(lease.indicated(1));
    CHECK(lease.check(picture) == Verdict::pass);
    CHECK(lease.check({.lease = 1, .sequence = 2, .stream = Stream::live, .vp8 = key}) == Verdict::late);
    CHECK(lease.check({.lease = 9, .sequence = 2, .stream = Stream::grid, .vp8 = key}) == Verdict::outside);
    (void)lease.settle({}, now, tick);
    CHECK(lease.check({.lease = 1, .sequence = 3, .stream = Stream::grid, .vp8 = key}) == Verdict::late);
}

TEST_CASE("deltas need a key before them and go up in number") {
    Lease lease{15s};
    (void)lease.settle(grid(), now, tick);
    REQUIRE(lease.indicated(1));
    const auto key = test::vp8_key(), delta = test::vp8_delta();
    const auto check = [&](std::uint32_t sequence, const Bytes& vp8) {
        return lease.check({.lease = 1, .sequence = sequence, .stream = Stream::grid, .vp8 = vp8});
    };
    CHECK(check(1, delta) == Verdict::bad);
    CHECK(check(2, key) == Verdict::pass);
    CHECK(check(3, delta) == Verdict::pass);
    CHECK(check(3, delta) == Verdict::bad);
    CHECK(check(4, test::vp8_key({500, 270})) == Verdict::bad);
}

TEST_CASE("a delta of before a stream was switched off is late when it is on again, and one without any key before is bad") {
    Lease lease{15s};
    auto both = grid();
    both.live = Wanted::yes;
    const auto key = test::vp8_key({1280, 720}), delta = test::vp8_delta();
    const auto check = [&](std::uint32_t sequence, const Bytes& vp8) {
        return lease.check({.lease = 1, .sequence = sequence, .stream = Stream::live, .vp8 = vp8});
    };
    (void)lease.settle(both, now, tick);
    REQUIRE(lease.indicated(1));
    CHECK(check(1, delta) == Verdict::bad);
    CHECK(check(2, key) == Verdict::pass);
    (void)lease.settle(grid(), now, tick);
    CHECK(check(3, delta) == Verdict::late);
    (void)lease.settle(both, now, tick);
    CHECK(check(4, delta) == Verdict::late);
    CHECK(check(5, key) == Verdict::pass);
    CHECK(check(6, delta) == Verdict::pass);
}

TEST_CASE("in the last second before the site closes nothing is asked of a device that stops by itself") {
    Lease lease{15s};
    auto soon = grid();
    soon.hours_end = now + 5s;
    CHECK(watch(lease.settle(soon, now + 500ms, tick)).hours_left == 4);
    CHECK(lease.stopped(1));  // hours over by its clock
    CHECK_FALSE(lease.settle(soon, now + 4500ms, tick + 4s));
    CHECK_FALSE(lease.running());
    CHECK(watch(lease.settle(grid(), now + 4500ms, tick + 4s)).lease == 2);
}

TEST_CASE("what a device gives back is over once") {
    Lease lease{15s};
    CHECK_FALSE(lease.stopped(0));
    (void)lease.settle(grid(), now, tick);
    CHECK_FALSE(lease.stopped(2));
    CHECK(lease.stopped(1));
    CHECK_FALSE(lease.stopped(1));
}

TEST_CASE("a key that is asked for too soon is owed, unless one comes by itself") {
    Lease lease{15s};
    (void)lease.settle(grid(), now, tick);
    REQUIRE(lease.indicated(1));
    CHECK_FALSE(lease.owed_key(Stream::grid, tick));
    CHECK(lease.key(Stream::grid, tick));
    CHECK_FALSE(lease.key(Stream::grid, tick + 500ms));
    CHECK_FALSE(lease.owed_key(Stream::grid, tick + 999ms));
    CHECK(lease.owed_key(Stream::grid, tick + 1s));
    CHECK_FALSE(lease.owed_key(Stream::grid, tick + 5s));
    CHECK_FALSE(lease.key(Stream::grid, tick + 1500ms));
    const auto key = test::vp8_key();
    CHECK(lease.check({.lease = 1, .sequence = 1, .stream = Stream::grid, .vp8 = key}) == Verdict::pass);
    CHECK_FALSE(lease.owed_key(Stream::grid, tick + 5s));
}

TEST_CASE("a key is asked for at most once a second for each stream") {
    Lease lease{15s};
    CHECK_FALSE(lease.key(Stream::grid, tick));
    (void)lease.settle(grid(), now, tick);
    CHECK(lease.key(Stream::grid, tick));
    CHECK_FALSE(lease.key(Stream::grid, tick + 999ms));
    CHECK(lease.key(Stream::live, tick));
    CHECK(lease.key(Stream::grid, tick + 1s));
}
