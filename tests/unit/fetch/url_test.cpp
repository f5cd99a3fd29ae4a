// Which web addresses are gone to?

#include "fetch/url.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace monitor::fetch;

TEST_CASE("an https address is taken apart", "[fetch]") {
    const auto url = url_from("https://login.example:8443/a/b?c=d%20e&f=/?", Loopback::refused);
    REQUIRE(url);
    CHECK(url->scheme == Scheme::https);
    CHECK(url->host == "login.example");
    CHECK(url->port == 8443);
    CHECK(url->authority == "login.example:8443");
    CHECK(url->target == "/a/b?c=d%20e&f=/?");
}

TEST_CASE("what an address leaves out goes without saying", "[fetch]") {
    const auto bare = url_from("https://login.example", Loopback::refused);
    REQUIRE(bare);
    CHECK(bare->port == 443);
    CHECK(bare->target == "/");
    CHECK(url_from("https://login.example?x", Loopback::refused).value().target == "/?x");
    CHECK(url_from("https://[2001:db8::1]:444/", Loopback::refused).value().host == "2001:db8::1");
    CHECK(url_from("https://[2001:db8::1]:444/", Loopback::refused).value().authority == "[2001:db8::1]:444");
    CHECK(url_from("http://127.0.0.1/x", Loopback::plain_allowed).value().port == 80);
}

TEST_CASE("plain http goes to a literal loopback address, and only where that is allowed", "[fetch]") {
    for (const auto* here : {"http://127.0.0.1:8090/", "http://127.255.0.1/", "http://[::1]:8090"}) {
        INFO(here);
        CHECK(url_from(here, Loopback::plain_allowed));
        CHECK_FALSE(url_from(here, Loopback::refused));
    }
    for (const auto* there : {"http://localhost/", "http://127.0.0.1.example/", "http://127.1/", "http://2130706433/",
                              "http://0x7f000001/", "http://0177.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
                              "http://login.example/", "http://128.0.0.1/", "http://0.0.0.0/", "http://[::]/"}) {
        INFO(there);
        CHECK_FALSE(url_from(there, Loopback::plain_allowed));
    }
}

TEST_CASE("of a cloud machine's own address only what it says about itself is asked", "[fetch]") {
    CHECK(url_from("http://169.254.169.254/metadata/instance/compute/location?api-version=2021-02-01", Loopback::refused));
    for (const auto* wrong : {"http://169.254.169.254/metadata/identity/oauth2/token", "http://169.254.169.254/metadata/instance",
                              "http://169.254.169.254:80/metadata/instance/x", "http://169.254.169.253/metadata/instance/x",
                              "http://169.254.169.254/metadata/instance/../identity/oauth2/token",
                              "http://169.254.169.254/metadata/instance/compute/location/../../identity?x",
                              "http://169.254.169.254/metadata/instance/network", "http://169.254.169.254/latest/meta-data/",
                              "http://169.254.169.254.example/metadata/instance/x"}) {
        INFO(wrong);
        CHECK_FALSE(url_from(wrong, Loopback::plain_allowed));
    }
}

TEST_CASE("what two readers could take in two ways is no address", "[fetch]") {
    using namespace std::literals;
    for (const auto wrong : {""sv,
                             "https"sv,
                             "https:"sv,
                             "https://"sv,
                             "https:///x"sv,
                             "HTTPS://login.example"sv,
                             "ftp://login.example"sv,
                             "file:///etc/passwd"sv,
                             "https://login.example@other.example/"sv,
                             "https://a:b@login.example/"sv,
                             "https://login.example\\@other.example/"sv,
                             "https://login.example#x"sv,
                             "https://Login.Example/"sv,
                             "https://login.example:/"sv,
                             "https://login.example:0/"sv,
                             "https://login.example:65536/"sv,
                             "https://login.example:+1/"sv,
                             "https://login.example:080/"sv,
                             "https://login..example/"sv,
                             "https://.example/"sv,
                             "https://login.example./"sv,
                             "https://[::1/"sv,
                             "https://[::1]x/"sv,
                             "https://::1/"sv,
                             "https://[127.0.0.1]/"sv,
                             "https://login example/"sv,
                             "https://login.example/a b"sv,
                             "https://login.example/\r\nX: y"sv,
                             "https://login.example/\0"sv,
                             "https://login.exämple/"sv,
                             " https://login.example/"sv,
                             "https://300.1.1.1/"sv}) {
        INFO(wrong);
        CHECK_FALSE(url_from(wrong, Loopback::plain_allowed));
    }
    CHECK_FALSE(url_from("https://login.example/" + std::string(4096, 'x'), Loopback::refused));
}
