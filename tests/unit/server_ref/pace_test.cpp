// pages: does a whole school get in at a quarter past eight, and one machine not for ever?

#include "http/pace.hpp"

#include <catch2/catch.hpp>

#include "support/manual_clock.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using pages::Pace;

TEST_CASE("sixty may begin at once from one address, then one each second", "[server_ref]") {
    test::ManualClock clock{Instant{}};
    Pace pace{clock};
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(pace.wait("10.1.2.3") == 0s);
    CHECK(pace.wait("10.1.2.3") == 1s);
    CHECK(pace.wait("10.1.2.3") == 1s);
    CHECK(pace.wait("10.1.2.4") == 0s);
    clock.advance(1s);
    CHECK(pace.wait("10.1.2.3") == 0s);
    CHECK(pace.wait("10.1.2.3") == 1s);
    clock.advance(10min);
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(pace.wait("10.1.2.3") == 0s);
    CHECK(pace.wait("10.1.2.3") == 1s);
}

TEST_CASE("one household of IPv6 is one address, however many it uses, and IPv4 has one in both spellings", "[server_ref]") {
    test::ManualClock clock{Instant{}};
    Pace pace{clock};
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(pace.wait("2001:db8:1:2::" + std::to_string(visitor + 1)) == 0s);
    CHECK(pace.wait("2001:db8:1:2:ffff::1") == 1s);
    CHECK(pace.wait("2001:db8:1:3::1") == 0s);
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(pace.wait("10.1.2.3") == 0s);
    CHECK(pace.wait("::ffff:10.1.2.3") == 1s);
    CHECK(pace.wait("10.1.2.4") == 0s);
}

TEST_CASE("more addresses than can be kept push each other out, and nothing grows", "[server_ref]") {
    test::ManualClock clock{Instant{}};
    Pace pace{clock};
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(pace.wait("10.0.0.1") == 0s);
    for (std::size_t visitor = 0; visitor < Pace::most + 100; ++visitor)
        CHECK(pace.wait("172." + std::to_string(16 + visitor / 65536) + "." + std::to_string(visitor / 256 % 256) + "." +
                        std::to_string(visitor % 256)) == 0s);
    CHECK(pace.wait("10.0.0.1") == 1s);
}
