// Is the address that decides about location only ever one that the last trusted hop saw itself?

#include "transport/address.hpp"

#include <catch2/catch.hpp>

using namespace monitor::transport;

namespace {

Address address(std::string_view text) { return boost::asio::ip::make_address(std::string{text}); }

std::string client(const TrustedProxies& trusted, std::string_view peer, std::vector<std::string_view> forwarded) {
    const auto found = trusted.client(plain(address(peer)), forwarded);
    return found ? found->to_string() : "nobody";
}

const auto trusted = TrustedProxies::from({"10.0.0.0/8", "192.0.2.7", "fd00::/8"}).value();

}  // namespace

TEST_CASE("a peer nobody trusts is who it is, whatever it says") {
    CHECK(client(trusted, "198.51.100.1", {"10.1.1.1"}) == "198.51.100.1");
    CHECK(client(trusted, "198.51.100.1", {"nonsense"}) == "198.51.100.1");
    CHECK(client(trusted, "192.0.2.8", {"10.1.1.1"}) == "192.0.2.8");
    CHECK(client({}, "127.0.0.1", {"10.1.1.1"}) == "127.0.0.1");
}

TEST_CASE("behind trusted proxies the right-most hop they do not vouch for counts") {
    CHECK(client(trusted, "10.0.0.1", {"203.0.113.9"}) == "203.0.113.9");
    CHECK(client(trusted, "10.0.0.1", {"203.0.113.66, 203.0.113.9"}) == "203.0.113.9");
    CHECK(client(trusted, "10.0.0.1", {"203.0.113.9, 10.2.3.4 ,192.0.2.7"}) == "203.0.113.9");
    CHECK(client(trusted, "10.0.0.1", {"203.0.113.66", "203.0.113.9"}) == "203.0.113.9");
    CHECK(client(trusted, "fd00::1", {"2001:db8::5"}) == "2001:db8::5");
    CHECK(client(trusted, "::ffff:10.0.0.1", {"::ffff:203.0.113.9"}) == "203.0.113.9");
    CHECK(client(trusted, "10.0.0.1", {}) == "10.0.0.1");
    CHECK(client(trusted, "10.0.0.1", {"10.9.9.9"}) == "10.9.9.9");
}

TEST_CASE("a trusted proxy that writes no address makes nobody of the client") {
    for (const auto* written : {"", "unknown", "203.0.113.9,", ", 10.0.0.1", "203.0.113.9:80", "203.0.113.999", "=?utf-8?Q?10.0.0.5?=",
                                "fe80::1%eth0", "0x7f.1"}) {
        INFO(written);
        CHECK(client(trusted, "10.0.0.1", {written}) == "nobody");
    }
    CHECK(client(trusted, "10.0.0.1", {"nonsense, 203.0.113.9"}) == "203.0.113.9");
}

TEST_CASE("networks are read strictly") {
    for (const auto* wrong : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "10.0.0/8", "::/129", "all", "10.0.0.0/-1"}) {
        const auto read = TrustedProxies::from({"10.0.0.0/8", wrong});
        REQUIRE_FALSE(read);
        CHECK(read.error().place == wrong);
    }
    CHECK(TrustedProxies::from({"::/0"})->contains(address("2001:db8::1")));
    CHECK_FALSE(TrustedProxies::from({"::/0"})->contains(address("192.0.2.1")));
    CHECK(TrustedProxies::from({"192.0.2.128/25"})->contains(address("192.0.2.200")));
    CHECK_FALSE(TrustedProxies::from({"192.0.2.128/25"})->contains(address("192.0.2.100")));
}

TEST_CASE("all addresses of one IPv6 network count as one") {
    CHECK(counted_as(address("2001:db8:1:2::5")) == counted_as(address("2001:db8:1:2:ffff::9")));
    CHECK(counted_as(address("2001:db8:1:2::5")) != counted_as(address("2001:db8:1:3::5")));
    CHECK(counted_as(address("192.0.2.1")) == "192.0.2.1");
}
