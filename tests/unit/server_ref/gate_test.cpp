// door: does anything reach the pages that Poco, or a page, could misunderstand?

#include "door/gate.hpp"

#include <optional>

#include <catch2/catch.hpp>

#include "door/cookies.hpp"

using namespace monitor;
using namespace monitor::door;

namespace {

transport::Request ask(std::vector<transport::Header> headers = {}, std::string target = "/groups", std::string method = "GET") {
    return {std::move(method), std::move(target), std::move(headers), {}, "10.1.2.3", transport::Line::encrypted};
}

std::optional<GateFlaw> flaw(const transport::Request& request) {
    const auto inner = inward(request, "r1");
    return inner ? std::nullopt : std::optional{inner.error()};
}

}  // namespace

TEST_CASE("only known headers pass, and the door's own cannot be brought along", "[server_ref]") {
    const auto inner = inward(ask({{"accept-language", "nl"},
                                   {"x-forwarded-for", "1.2.3.4"},
                                   {"x-monitor-peer", "127.0.0.1"},
                                   {"x-request-id", "forged"},
                                   {"authorization", "Basic x"},
                                   {"host", "elsewhere.example"}}),
                              "r1");
    REQUIRE(inner);
    CHECK(inner->header("accept-language") == "nl");
    CHECK(inner->header("x-monitor-peer") == "10.1.2.3");
    CHECK(inner->header("x-request-id") == "r1");
    CHECK(inner->headers.size() == 3);
}

TEST_CASE("an RFC 2047 word or a control byte in an allowed header refuses the request", "[server_ref]") {
    CHECK(flaw(ask({{"origin", "=?utf-8?Q?https://school.example?="}})) == GateFlaw::bytes);
    CHECK(flaw(ask({{"user-agent", "a=?b"}})) == GateFlaw::bytes);
    CHECK(flaw(ask({{"accept", std::string{"text/html\0", 10}}})) == GateFlaw::bytes);
    CHECK(flaw(ask({{"accept", "a\tb"}})) == GateFlaw::bytes);
    CHECK(flaw(ask({{"cookie", "a=b\rc"}})) == GateFlaw::bytes);
}

TEST_CASE("a header that stands twice is not one of two", "[server_ref]") {
    CHECK(flaw(ask({{"origin", "https://a.example"}, {"origin", "https://b.example"}})) == GateFlaw::twice);
    CHECK(flaw(ask({{"cookie", "a=b"}, {"cookie", "c=d"}})) == GateFlaw::twice);
    CHECK(flaw(ask({{"content-type", "a/b"}, {"content-type", "a/b"}}, "/sign-out", "POST")) == GateFlaw::twice);
}

TEST_CASE("a target is a plain path of this server", "[server_ref]") {
    for (const auto* fine : {"/", "/groups", "/sign-in/return?code=a%20b&state=c", "/a-b_c.d~e"})
        CHECK_FALSE(flaw(ask({}, fine)));
    for (const auto* strange : {"", "*", "groups", "//evil.example/", "http://evil.example/", "/a b", "/a\nb", "/../etc", "/a/..",
                                "/a\\b", "/a#b", "/\xc3\xab", "/<script>"})
        CHECK(flaw(ask({}, strange)) == GateFlaw::target);
    CHECK(flaw(ask({}, "/" + std::string(5000, 'a'))) == GateFlaw::target);
}

TEST_CASE("only reading and posting are known, and HEAD reads", "[server_ref]") {
    for (const auto* method : {"PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "get", ""})
        CHECK(flaw(ask({}, "/", method)) == GateFlaw::method);
    CHECK(inward(ask({}, "/", "HEAD"), "r")->method == "GET");
    CHECK(status(GateFlaw::method) == 405);
}

TEST_CASE("a body passes only with a POST", "[server_ref]") {
    auto post = ask({{"content-type", "application/x-www-form-urlencoded"}}, "/sign-out", "POST");
    post.body = "proof=x";
    CHECK(inward(post, "r")->body == "proof=x");
    post.method = "GET";
    CHECK(inward(post, "r")->body.empty());
}

TEST_CASE("a value longer than any honest one is refused", "[server_ref]") {
    CHECK(flaw(ask({{"user-agent", std::string(3000, 'a')}})) == GateFlaw::too_long);
    CHECK(flaw(ask({{"cookie", std::string(9000, 'a')}})) == GateFlaw::too_long);
    CHECK(status(GateFlaw::too_long) == 431);
}

TEST_CASE("our cookies pass, those of others on this host stay outside whatever they hold", "[server_ref]") {
    const auto inner = inward(ask({{"cookie", "other=a=?b?=; __Host-session=abc-DEF_1;  __Host-language=nl; strange"}}), "r");
    REQUIRE(inner);
    CHECK(inner->header("cookie") == "__Host-session=abc-DEF_1; __Host-language=nl");
}

TEST_CASE("a cookie of ours that stands twice or holds strange bytes is refused", "[server_ref]") {
    CHECK(flaw(ask({{"cookie", "__Host-session=a; __Host-session=b"}})) == GateFlaw::cookie);
    CHECK(flaw(ask({{"cookie", "__Host-session=a b"}})) == GateFlaw::cookie);
    CHECK(flaw(ask({{"cookie", "__Host-session=" + std::string(200, 'a')}})) == GateFlaw::cookie);
    const auto cookies = our_cookies("__Host-session=; __Host-sign-in=x");
    REQUIRE(cookies);
    CHECK(value_of(*cookies, session_cookie).empty());
    CHECK(value_of(*cookies, sign_in_cookie) == "x");
    CHECK(value_of(*cookies, "nobody's").empty());
}

TEST_CASE("a host is ours in any case, and with the port that goes without saying", "[server_ref]") {
    CHECK(is_host_of("https://school.example", "school.example"));
    CHECK(is_host_of("https://school.example", "School.Example:443"));
    CHECK(is_host_of("https://school.example:8443", "school.example:8443"));
    CHECK(is_host_of("http://127.0.0.1:8080", "127.0.0.1:8080"));
    CHECK(is_host_of("http://127.0.0.1", "127.0.0.1:80"));
    for (const auto* other : {"", "evil.example", "school.example:80", "school.example.evil.example", "localhost"})
        CHECK_FALSE(is_host_of("https://school.example", other));
}
