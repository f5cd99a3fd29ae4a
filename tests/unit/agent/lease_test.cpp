#include "agent/lease.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::agent;
using namespace std::chrono_literals;
using wire::StopReason;

namespace {

constexpr Tick start{1'000s};
constexpr wire::StreamWish grid{picture::Stream::grid, {480, 270}, 5};
constexpr wire::StreamWish live{picture::Stream::live, {1920, 1080}, 15};

wire::Watch watch() {
    return {.lease = 7, .seconds = 15, .hours_left = 3600, .who = {"Anouk de Vries"}, .streams = {grid}};
}

StopReason refusal(wire::Watch asked) {
    const auto lease = Lease::granted(std::move(asked), start);
    REQUIRE_FALSE(lease);
    return lease.error();
}

}  // namespace

TEST_CASE("a lease lasts its seconds and not a tick longer", "[agent][lease]") {
    const auto lease = Lease::granted(watch(), start);
    REQUIRE(lease);
    CHECK(lease->id() == 7);
    CHECK(lease->lasts(start));
    CHECK(lease->lasts(start + 14'999ms));
    CHECK_FALSE(lease->lasts(start + 15'000ms));
    CHECK(lease->ends() == start + 15s);
    CHECK(lease->over_because() == StopReason::lease_over);
}

TEST_CASE("no Watch grants more than fifteen seconds", "[agent][lease]") {
    auto asked = watch();
    asked.seconds = 3600;
    const auto lease = Lease::granted(asked, start);
    REQUIRE(lease);
    CHECK(lease->ends() == start + 15s);
}

TEST_CASE("a lease never outlives the hours of the site", "[agent][lease]") {
    auto asked = watch();
    asked.hours_left = 4;
    const auto lease = Lease::granted(asked, start);
    REQUIRE(lease);
    CHECK(lease->ends() == start + 4s);
    CHECK(lease->over_because() == StopReason::hours_over);

    asked.hours_left = 15;  // both at once: the site closes
    CHECK(Lease::granted(asked, start)->over_because() == StopReason::hours_over);
    asked.hours_left = 16;
    CHECK(Lease::granted(asked, start)->over_because() == StopReason::lease_over);
    asked.hours_left = 0;
    CHECK(refusal(asked) == StopReason::hours_over);
}

TEST_CASE("a Watch that names nobody grants nothing", "[agent][lease]") {
    auto asked = watch();
    asked.who = {};
    CHECK(refusal(asked) == StopReason::refused);
    asked.who = {"Anouk de Vries", ""};
    CHECK(refusal(asked) == StopReason::refused);
    asked.who.assign(33, "Anouk de Vries");
    CHECK(refusal(asked) == StopReason::refused);
}

TEST_CASE("a Watch for nothing, or for no time, grants nothing", "[agent][lease]") {
    auto asked = watch();
    asked.streams = {};
    CHECK(refusal(asked) == StopReason::nobody_looks);
    asked = watch();
    asked.seconds = 0;
    CHECK(refusal(asked) == StopReason::nobody_looks);
}

TEST_CASE("a wish beyond what its stream allows grants nothing", "[agent][lease]") {
    const auto with = [](wire::StreamWish wish) {
        auto asked = watch();
        asked.streams = {wish};
        return asked;
    };
    CHECK(Lease::granted(with(live), start));
    CHECK(Lease::granted(with({picture::Stream::grid, {270, 480}, 5}), start));  // a screen that stands upright
    CHECK(refusal(with({picture::Stream::grid, {482, 270}, 5})) == StopReason::refused);
    CHECK(refusal(with({picture::Stream::grid, {480, 270}, 6})) == StopReason::refused);
    CHECK(refusal(with({picture::Stream::grid, {480, 270}, 0})) == StopReason::refused);
    CHECK(refusal(with({picture::Stream::grid, {480, 0}, 5})) == StopReason::refused);
    CHECK(refusal(with({picture::Stream::live, {1920, 1080}, 16})) == StopReason::refused);
    CHECK(refusal(with({picture::Stream{3}, {2, 2}, 1})) == StopReason::refused);
    auto twice = watch();
    twice.streams = {grid, grid};
    CHECK(refusal(twice) == StopReason::refused);
}

TEST_CASE("a lease knows its streams and no others", "[agent][lease]") {
    const auto lease = Lease::granted(watch(), start);
    REQUIRE(lease->wish(picture::Stream::grid));
    CHECK(lease->wish(picture::Stream::grid)->at_most == Size{480, 270});
    CHECK_FALSE(lease->wish(picture::Stream::live));
}

TEST_CASE("who hears of a lease late gets what is left of it", "[agent][lease]") {
    const auto lease = Lease::granted(watch(), start);
    const auto left = lease->left(start + 5'200ms);
    REQUIRE(left);
    CHECK(left->seconds == 9);  // whole seconds, never rounded up
    CHECK(left->hours_left == 3594);
    CHECK(left->who == watch().who);
    const auto second = Lease::granted(*left, start + 5'200ms);
    REQUIRE(second);
    CHECK(second->ends() <= lease->ends());
    CHECK_FALSE(lease->left(start + 14'001ms));
    CHECK_FALSE(lease->left(start + 1h));
}
