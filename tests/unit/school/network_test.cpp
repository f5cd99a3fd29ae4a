// Which texts are addresses, and which addresses are inside the school?

#include "monitor/school/network.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace monitor::school;

namespace {

bool inside(std::string_view network, std::string_view address) {
    return Network::from_text(network).value().contains(Address::from_text(address).value());
}

}  // namespace

TEST_CASE("an address is read in each of its spellings and written in one", "[school]") {
    for (const auto& [written, canonical] : {std::pair{"10.1.2.3", "10.1.2.3"},
                                             {"::ffff:10.1.2.3", "10.1.2.3"},
                                             {"::FFFF:0a01:0203", "10.1.2.3"},
                                             {"255.255.255.255", "255.255.255.255"},
                                             {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
                                             {"2001:db8::1:0:0:1", "2001:db8::1:0:0:1"},
                                             {"::", "::"},
                                             {"::1", "::1"},
                                             {"fe80::1", "fe80::1"}}) {
        INFO(written);
        const auto address = Address::from_text(written);
        REQUIRE(address);
        CHECK(address->text() == canonical);
        CHECK(Address::from_text(canonical) == address);
    }
}

TEST_CASE("what is not quite an address is none", "[school]") {
    using namespace std::literals;
    for (const auto wrong : {""sv,
                             " 10.1.2.3"sv,
                             "10.1.2.3 "sv,
                             "10.1.2"sv,
                             "10.1.2.3.4"sv,
                             "10.1.2.256"sv,
                             "010.1.2.3"sv,
                             "10.1.2.03"sv,
                             "0x10.1.2.3"sv,
                             "1"sv,
                             "10.1.2.3:80"sv,
                             "[::1]"sv,
                             "fe80::1%eth0"sv,
                             "1::2::3"sv,
                             ":::"sv,
                             "2001:db8:0:0:0:0:0:0:1"sv,
                             "12345::"sv,
                             "localhost"sv,
                             "10.1.2.3\0"sv,
                             "10.1.2.-3"sv,
                             "+1.1.2.3"sv,
                             "1111111111111111111111111111111111111111111111111111111"sv}) {
        INFO(wrong);
        CHECK_FALSE(Address::from_text(wrong));
    }
}

TEST_CASE("a network holds exactly the addresses behind its prefix", "[school]") {
    CHECK(inside("10.1.0.0/16", "10.1.0.0"));
    CHECK(inside("10.1.0.0/16", "10.1.255.255"));
    CHECK(inside("10.1.0.0/16", "::ffff:10.1.7.7"));
    CHECK_FALSE(inside("10.1.0.0/16", "10.0.255.255"));
    CHECK_FALSE(inside("10.1.0.0/16", "10.2.0.0"));
    CHECK(inside("10.1.2.4/30", "10.1.2.7"));
    CHECK_FALSE(inside("10.1.2.4/30", "10.1.2.8"));
    CHECK(inside("10.1.2.3/32", "10.1.2.3"));
    CHECK_FALSE(inside("10.1.2.3/32", "10.1.2.2"));
    CHECK(inside("2001:db8::/33", "2001:db8:7fff::1"));
    CHECK_FALSE(inside("2001:db8::/33", "2001:db8:8000::"));
    CHECK(inside("::1/128", "::1"));
}

TEST_CASE("all of IPv6 is not IPv4, and all of IPv4 is not IPv6", "[school]") {
    CHECK(inside("::/0", "2001:db8::1"));
    CHECK_FALSE(inside("::/0", "10.1.2.3"));
    CHECK_FALSE(inside("::/80", "10.1.2.3"));
    CHECK(inside("0.0.0.0/0", "10.1.2.3"));
    CHECK_FALSE(inside("0.0.0.0/0", "2001:db8::1"));
    CHECK_FALSE(inside("0.0.0.0/0", "::1"));
}

TEST_CASE("a network is written as it is read, and IPv4 has one spelling", "[school]") {
    for (const auto* text : {"10.1.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "2001:db8::/32", "::/0", "::1/128"}) {
        CHECK(Network::from_text(text).value().text() == text);
    }
    CHECK(Network::from_text("::ffff:10.1.0.0/112") == Network::from_text("10.1.0.0/16"));
    CHECK(Network::from_text("::ffff:10.1.0.0/112").value().text() == "10.1.0.0/16");
}

TEST_CASE("what is not quite a network is none", "[school]") {
    for (const auto* wrong : {"", "/", "10.1.0.0", "10.1.0.0/", "/16", "10.1.0.0/33", "10.1.0.0/016", "10.1.0.0/+8",
                              "10.1.0.0/-1", "10.1.0.0/16 ", "10.1.0.0 /16", "10.1.0.0/8", "10.1.0.0/1e1", "10.1.0.0/16/16",
                              "2001:db8::/129", "2001:db8::1/64", "::ffff:10.1.0.0/100", "fe80::%1/64"}) {
        INFO(wrong);
        CHECK_FALSE(Network::from_text(wrong));
    }
}

TEST_CASE("a school is in one place: private addresses, or few enough", "[school]") {
    for (const auto* text : {"10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "192.0.2.0/24", "145.97.0.0/16",
                             "fc00::/7", "fd12:3456::/32", "2001:db8::/32", "2001:db8:1::/48", "::1/128"})
        CHECK(Network::from_text(text).value().is_one_place());
    for (const auto* text : {"0.0.0.0/0", "0.0.0.0/1", "8.0.0.0/7", "145.0.0.0/8", "172.0.0.0/8", "192.168.0.0/15",
                             "145.96.0.0/15", "::/0", "2001::/16", "f800::/5"})
        CHECK_FALSE(Network::from_text(text).value().is_one_place());
}
