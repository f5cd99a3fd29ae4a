// Is a connection that a proxy passes on the client's own, and nobody else's word?

#include "transport/proxy_header.hpp"

#include <catch2/catch.hpp>

#include "school.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;
using namespace std::string_literals;

namespace {

const std::string signature = "\r\n\r\n\0\r\nQUIT\n"s;
const std::string get = "GET /a HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.9.9.9\r\n\r\n";

std::string header(char command, char family, const std::string& rest) {
    return signature + command + family + static_cast<char>(rest.size() >> 8) + static_cast<char>(rest.size() & 0xff) + rest;
}
const std::string over_ipv4 = header(0x21, 0x11, "\xcb\x00\x71\x09\x0a\x00\x00\x01\x12\x34\x01\xbb"s);

ListenerOptions behind_a_proxy() {
    ListenerOptions options;
    options.trusted_proxies = {"127.0.0.0/8"};
    options.proxy_protocol = ProxyProtocol::v2;
    return options;
}

std::string address_seen(const std::string& begin) {
    Network network;
    School school{network, behind_a_proxy()};
    RawClient{school.port}.ask(begin + get);
    return network.on([&] { return school.doors.requests.empty() ? "nobody"s : school.doors.requests.front().address; });
}

}  // namespace

TEST_CASE("a proxy's header makes the connection that of the client, over IPv4, IPv6 and IPv4 in IPv6") {
    const std::string zeros(10, '\0');
    const auto ipv6 = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x05"s;
    CHECK(address_seen(over_ipv4) == "203.0.113.9");
    CHECK(address_seen(header(0x21, 0x21, ipv6 + ipv6 + "\x12\x34\x01\xbb"s)) == "2001:db8::5");
    CHECK(address_seen(header(0x21, 0x21, zeros + "\xff\xff\xcb\x00\x71\x09"s + ipv6 + "\x12\x34\x01\xbb"s)) == "203.0.113.9");
}

TEST_CASE("extensions behind the addresses are passed over, and a health check is the proxy's own") {
    CHECK(address_seen(header(0x21, 0x11, "\xcb\x00\x71\x09\x0a\x00\x00\x01\x12\x34\x01\xbb\x03\x00\x04\x01\x02\x03\x04"s)) ==
          "203.0.113.9");
    CHECK(address_seen(header(0x20, 0x00, "")) == "10.9.9.9");  // the proxy itself, whose X-Forwarded-For is believed as ever
}

TEST_CASE("a trusted proxy that does not begin with its header is hung up, in time too") {
    Network network;
    auto options = behind_a_proxy();
    options.patience = std::chrono::seconds{1};
    School school{network, options};
    const auto refused = [&](const std::string& begin) {
        RawClient client{school.port};
        client.send(begin);
        return client.hung_up();
    };
    CHECK(refused(get));
    CHECK(refused(header(0x11, 0x11, over_ipv4.substr(16)) + get));   // version 1 in the byte of version 2
    CHECK(refused(header(0x21, 0x12, over_ipv4.substr(16)) + get));   // UDP
    CHECK(refused(header(0x21, 0x31, std::string(216, 'a')) + get));  // a Unix socket
    CHECK(refused(header(0x21, 0x11, "short") + get));
    CHECK(refused(header(0x21, 0x11, std::string(4000, 'a')) + get));
    CHECK(refused("PROXY TCP4 203.0.113.9 10.0.0.1 4660 443\r\n" + get));
    CHECK(refused(over_ipv4.substr(0, 9)));
    CHECK(school.asked() == 0);
}

TEST_CASE("whoever is not a trusted proxy gains nothing by such a header") {
    Network network;
    ListenerOptions options;
    options.trusted_proxies = {"192.0.2.1/32"};
    options.proxy_protocol = ProxyProtocol::v2;
    School school{network, options};
    CHECK(RawClient{school.port}.ask(over_ipv4 + get).starts_with("HTTP/1.1 400"));
    RawClient{school.port}.ask(get);
    CHECK(network.on([&] { return school.doors.requests.at(0).address; }) == "127.0.0.1");
}
