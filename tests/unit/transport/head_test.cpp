// Is a head that two servers might read differently refused, whatever way it is crooked?

#include "transport/head.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace monitor::transport;

namespace {

/// The status with which it is refused; 0: it is taken, 1: more is waited for.
int judged(std::string_view bytes, std::size_t most = 1000) {
    HeadScan scan;
    const auto length = scan.look(bytes);
    if (!length) return length.error().status;
    if (*length == 0) return 1;
    const auto head = read_head(bytes.substr(0, *length), most);
    return head ? 0 : head.error().status;
}

std::string with(std::string_view lines) { return "POST /a HTTP/1.1\r\nHost: a\r\n" + std::string{lines} + "\r\n"; }

}  // namespace

TEST_CASE("an ordinary head is taken apart") {
    const std::string bytes =
        "POST /groups/1?b=%20c HTTP/1.1\r\nHost: school.example:8443\r\nX-Odd:  two words \r\nContent-Length: 12\r\n\r\nrest";
    HeadScan scan;
    const auto length = scan.look(bytes);
    REQUIRE(length);
    CHECK(*length == bytes.size() - 4);
    const auto head = read_head(std::string_view{bytes}.substr(0, *length), 100);
    REQUIRE(head);
    CHECK(head->request.method == "POST");
    CHECK(head->request.target == "/groups/1?b=%20c");
    CHECK(head->request.header("x-odd") == "two words");
    CHECK(head->body == 12);
    CHECK(head->after == After::keep_alive);
    CHECK(head->wish == Wish::answer);
}

TEST_CASE("a head is found however it is cut into pieces") {
    const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    HeadScan scan;
    for (std::size_t size = 1; size < bytes.size(); ++size) CHECK(scan.look(std::string_view{bytes}.substr(0, size)).value() == 0);
    CHECK(scan.look(bytes).value() == bytes.size());
}

TEST_CASE("two ways to say how long a body is are refused") {
    CHECK(judged(with("Content-Length: 5\r\n")) == 0);
    for (const auto* lines :
         {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
          "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 5\r\n",
          "Content-Length: -1\r\n", "Content-Length: +5\r\n", "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n",
          "Content-Length: \r\n", "Content-Length: 99999999999\r\n", "Content-Length : 5\r\n", "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"}) {
        INFO(lines);
        CHECK(judged(with(lines)) == 400);
    }
    for (const auto* lines :
         {"Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n"}) {
        INFO(lines);
        CHECK((judged(with(lines)) == 411 || judged(with(lines)) == 400));
    }
    CHECK(judged(with("Content-Length: 1001\r\n")) == 413);
}

TEST_CASE("lines that do not end in CR LF, fold, or hold control bytes are refused") {
    for (const std::string& bytes :
         {std::string{"GET / HTTP/1.1\nHost: a\n\n"}, std::string{"GET / HTTP/1.1\r\nHost: a\n\r\n"},
          std::string{"GET / HTTP/1.1\rHost: a\r\r\n"}, with("X: a\r\n b\r\n"), with("X: a\r\n\tb\r\n"),
          with(std::string{"X: a\0b\r\n", 8}), with("X: a\x01\r\n"), with("X: a\x7f\r\n"), with("X: a\rb\r\n"), with(" X: a\r\n"),
          std::string{"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"}, std::string{"\x16\x03\x01\x02"}, with("X y: a\r\n"),
          with("X\r\n"), with(": a\r\n"), with("X(: a\r\n")}) {
        INFO(bytes);
        CHECK(judged(bytes) == 400);
    }
}

TEST_CASE("headers that may be there once are refused twice") {
    for (const std::string name : {"Host", "Cookie", "Authorization", "Origin", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol",
                                   "Sec-Fetch-Site", "Content-Type"}) {
        INFO(name);
        CHECK(judged(with(name + ": a\r\n" + name + ": b\r\n")) == 400);
    }
    CHECK(judged(with("hOST: b\r\n")) == 400);
    CHECK(judged(with("Accept: a\r\nAccept: b\r\n")) == 0);
}

TEST_CASE("an encoded word in a header is refused, an innocent question mark is not") {
    for (const auto* value : {"=?utf-8?Q?a=0D=0AX-Injected:1?=", "=?utf-8?b?aGk=?=", "10.0.0.5, =?utf-8?Q?10.0.0.6,?="}) {
        CHECK(judged(with("X-T: " + std::string{value} + "\r\n")) == 400);
    }
    CHECK(judged(with("Referer: https://a.example/?a=?b&c=d??e\r\n")) == 0);
}

TEST_CASE("only a path is asked for, by a method we know, of a host, in HTTP/1") {
    const auto line = [](std::string_view first) { return judged(std::string{first} + "\r\nHost: a\r\n\r\n"); };
    CHECK(line("GET /a HTTP/1.1") == 0);
    CHECK(line("GET ftp://b/a HTTP/1.1") == 400);
    CHECK(line("GET http:///a HTTP/1.1") == 400);
    CHECK(line("GET http://a@b/ HTTP/1.1") == 400);
    CHECK(judged("GET http://b/ HTTP/1.1\r\n\r\n") == 400);
    CHECK(judged("GET http://b/ HTTP/1.1\r\nHost: b\r\nHost: b\r\n\r\n") == 400);
    CHECK(line("OPTIONS * HTTP/1.1") == 400);
    CHECK(line("GET a HTTP/1.1") == 400);
    CHECK(line("GET /a b HTTP/1.1") == 505);
    CHECK(line("GET /\xc3\xab HTTP/1.1") == 400);
    CHECK(line("GET  /a HTTP/1.1") == 400);
    CHECK(line("CONNECT /a HTTP/1.1") == 501);
    CHECK(line("TRACE / HTTP/1.1") == 501);
    CHECK(line("PRI / HTTP/2.0") == 505);
    CHECK(line("GET / HTTP/1.2") == 505);
    CHECK(judged("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(judged("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(judged("GET / HTTP/1.1\r\nHost: \r\n\r\n") == 400);
    CHECK(judged("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n") == 400);
    CHECK(judged("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n") == 400);
    CHECK(judged("GET / HTTP/1.0\r\n\r\n") == 0);
}

TEST_CASE("a whole address is its path, of the host that stands in it") {
    const auto read = [](std::string_view target) {
        const auto head = read_head(fmt::format("GET {} HTTP/1.1\r\nHost: other\r\n\r\n", target), 0).value();
        return std::pair{head.request.target, std::string{head.request.header("host")}};
    };
    CHECK(read("http://school.example/a?b") == std::pair{std::string{"/a?b"}, std::string{"school.example"}});
    CHECK(read("HTTPS://school.example:8443") == std::pair{std::string{"/"}, std::string{"school.example:8443"}});
    CHECK(read("http://school.example?b") == std::pair{std::string{"/?b"}, std::string{"school.example"}});
    CHECK(read("/a") == std::pair{std::string{"/a"}, std::string{"other"}});
}

TEST_CASE("what HTTP/1.0 does not know means nothing in it") {
    const auto head =
        read_head("GET / HTTP/1.0\r\nExpect: 100-continue\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", 0).value();
    CHECK_FALSE(head.expects_continue);
    CHECK(head.wish == Wish::answer);
}

TEST_CASE("a refused WebSocket is told what would be spoken") {
    CHECK(head_of(Response{.status = 426}, After::close, "")
              .ends_with("\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n"));
    CHECK(head_of(Response{.status = 200}, After::keep_alive, "").find("Connection") == std::string::npos);
}

TEST_CASE("a head has an end") {
    CHECK(judged(with("X: " + std::string(head_limit, 'a') + "\r\n")) == 431);
    CHECK(judged("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1000, 'a')) == 1);
    std::string many;
    for (int count = 0; count < 101; ++count) many += "X: a\r\n";
    CHECK(judged(with(many)) == 431);
}

TEST_CASE("a connection stays only where both ends know how") {
    const auto after = [](std::string_view bytes) { return read_head(bytes, 10).value().after; };
    CHECK(after("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == After::keep_alive);
    CHECK(after("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, Close\r\n\r\n") == After::close);
    CHECK(after("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == After::close);
}

TEST_CASE("a handshake is whole, or it is refused") {
    const auto shake = [](std::string_view method, std::string_view upgrade, std::string_view connection, std::string_view version,
                          std::string_view key) {
        return judged(std::string{method} + " /view HTTP/1.1\r\nHost: a\r\nUpgrade: " + std::string{upgrade} + "\r\nConnection: " +
                      std::string{connection} + "\r\nSec-WebSocket-Version: " + std::string{version} + "\r\nSec-WebSocket-Key: " +
                      std::string{key} + "\r\n\r\n");
    };
    const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
    CHECK(shake("GET", "websocket", "keep-alive, Upgrade", "13", key) == 0);
    CHECK(shake("POST", "websocket", "Upgrade", "13", key) == 400);
    CHECK(shake("GET", "websocket", "keep-alive", "13", key) == 400);
    CHECK(shake("GET", "websocket", "Upgrade", "8", key) == 426);
    CHECK(shake("GET", "websocket", "Upgrade", "13", "short") == 400);
    CHECK(shake("GET", "h2c", "Upgrade", "13", key) == 0);  // not ours: an ordinary request
}

TEST_CASE("what cannot be sent is not sent") {
    CHECK(sound({.status = 200, .headers = {{"x", "a\tb"}}}));
    CHECK_FALSE(sound({.status = 200, .headers = {{"x", "a\r\nSet-Cookie: b"}}}));
    CHECK_FALSE(sound({.status = 200, .headers = {{"x", "a\nb"}}}));
    CHECK_FALSE(sound({.status = 200, .headers = {{"x:", "a"}}}));
    CHECK_FALSE(sound({.status = 200, .headers = {{"", "a"}}}));
    CHECK_FALSE(sound({.status = 100}));
    CHECK_FALSE(sound({.status = 0}));
    const auto head = head_of({.status = 200, .headers = {{"Content-Length", "7"}, {"connection", "x"}, {"x", "y"}}, .body = "abc"},
                              After::close, "now");
    CHECK(head == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 3\r\nx: y\r\nConnection: close\r\n\r\n");
}

TEST_CASE("an answer from inside is read whole, chunked or not, and never beyond its limit") {
    const auto scanned = [](std::string_view bytes, std::size_t most) {
        AnswerScan scan{most, AnswerScan::Method::other};
        for (const char letter : bytes)
            if (const auto progress = scan.look({&letter, 1}); progress != AnswerScan::Progress::more)
                return progress == AnswerScan::Progress::done ? scan.taken().body : std::string{"bad"};
        return scan.ended() == AnswerScan::Progress::done ? scan.taken().body : std::string{"bad"};
    };
    CHECK(scanned("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 3) == "abc");
    CHECK(scanned("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 2) == "bad");
    CHECK(scanned("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", 3) == "abc");
    CHECK(scanned("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", 3) == "bad");
    CHECK(scanned("HTTP/1.1 200 OK\r\n\r\nabc", 3) == "abc");
    CHECK(scanned("HTTP/1.1 200 OK\r\n\r\nabcd", 3) == "bad");
    CHECK(scanned("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", 9) == "bad");
    CHECK(scanned("nonsense\r\n\r\n", 9) == "bad");
    CHECK(scanned("", 9) == "bad");
}
