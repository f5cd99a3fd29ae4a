// Is an answer read to its end and no further, however it arrives, and is a half one never taken for a whole one?

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "fetch/answer_reader.hpp"

using namespace monitor::fetch;

namespace {

struct Read {
    std::string problem{};
    bool whole{};
    Answer answer{};
};

/// Feeds `bytes` in pieces, then, if it is not whole by then, closes.
Read read(std::string_view bytes, std::size_t piece = std::string::npos, std::size_t at_most = 1000) {
    AnswerReader reader{at_most};
    std::expected<Progress, std::string_view> progress = Progress::wants_more;
    for (std::size_t at = 0; at < bytes.size() && progress && *progress == Progress::wants_more;
         at += std::min(piece, bytes.size())) {
        progress = reader.feed(bytes.substr(at, piece));
    }
    if (progress && *progress == Progress::wants_more) progress = reader.close();
    if (!progress) return {std::string{progress.error()}};
    return {"", true, reader.take()};
}

const std::string with_length = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
const std::string in_chunks =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nX-Trailer: y\r\n\r\n";
const std::string to_the_end = "HTTP/1.0 404 \r\n\r\nhello";

}  // namespace

TEST_CASE("an answer is the same in whatever pieces it comes", "[fetch]") {
    for (const auto& text : {with_length, in_chunks, to_the_end}) {
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            const auto got = read(text, piece);
            INFO(text << " by " << piece << ": " << got.problem);
            REQUIRE(got.whole);
            CHECK(got.answer.body == "hello");
        }
    }
    const auto got = read(with_length);
    CHECK(got.answer.status == 200);
    CHECK(got.answer.headers ==
          std::vector<std::pair<std::string, std::string>>{{"content-type", "text/plain"}, {"content-length", "5"}});
    CHECK(read(to_the_end).answer.status == 404);
}

TEST_CASE("an answer that breaks off anywhere is not an answer", "[fetch]") {
    for (const auto& text : {with_length, in_chunks}) {
        for (std::size_t size = 0; size < text.size(); ++size) {
            if (read(text.substr(0, size)).problem != "it breaks off") FAIL(text.substr(0, size));
        }
    }
}

TEST_CASE("an answer without a body ends with its head", "[fetch]") {
    CHECK(read("HTTP/1.1 204 No Content\r\n\r\n").answer.status == 204);
    CHECK(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n").answer.body.empty());
    CHECK(read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore").answer.body.empty());
}

TEST_CASE("what a host says beforehand is passed over, but not for ever", "[fetch]") {
    CHECK(read("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + with_length).answer.headers.size() == 2);
    std::string many;
    for (int number = 0; number < 9; ++number) many += "HTTP/1.1 100 Continue\r\n\r\n";
    CHECK(read(many + with_length).problem == "it does not come to the point");
}

TEST_CASE("an answer is as large as was allowed, and no byte larger", "[fetch]") {
    for (const auto& text : {with_length, in_chunks, to_the_end}) {
        CHECK(read(text, std::string::npos, 5).whole);
        CHECK(read(text, std::string::npos, 4).problem == "it is too large");
        CHECK(read(text, 1, 4).problem == "it is too large");
    }
    CHECK(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n").problem == "it is too large");
    CHECK(read("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\n").problem == "it is too large");
}

TEST_CASE("a head that goes on for ever is given up", "[fetch]") {
    CHECK(read("HTTP/1.1 200 " + std::string(40'000, 'x'), 1000).problem == "its head is too long");
    CHECK(read("HTTP/1.1 200 OK\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n").problem == "its head is too long");
    std::string many = "HTTP/1.1 200 OK\r\n";
    for (int number = 0; number < 101; ++number) many += "X: y\r\n";
    CHECK(read(many).problem == "it has too many headers");
    std::string trailers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    for (int number = 0; number < 6'000; ++number) trailers += "X: yyy\r\n";
    CHECK(read(trailers).problem == "its head is too long");
}

TEST_CASE("many small chunks are as good as one large one", "[fetch]") {
    std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int number = 0; number < 20'000; ++number) text += "1\r\nx\r\n";
    CHECK(read(text + "0\r\n\r\n", 4096, 20'000).answer.body == std::string(20'000, 'x'));
}

TEST_CASE("an answer whose end two readers could see in two places is refused", "[fetch]") {
    const auto headers = [](std::string_view lines) {
        return read("HTTP/1.1 200 OK\r\n" + std::string{lines} + "\r\n\r\nhello").problem;
    };
    CHECK(headers("Content-Length: 5\r\nTransfer-Encoding: chunked") == "it says its length twice");
    CHECK(headers("Content-Length: 5\r\ncontent-length: 5") == "it says its length twice");
    CHECK(headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked") == "it says its length twice");
    CHECK(headers("Transfer-Encoding: gzip, chunked") == "its transfer coding is not known");
    for (const auto* length : {"", "-1", "+5", "0x5", "5,5", "5 5", "1e1", "9999999999999999"}) {
        INFO(length);
        CHECK(headers("Content-Length: " + std::string{length}) == "its length is not a number");
    }
}

TEST_CASE("a header is a name, a colon and what can be printed", "[fetch]") {
    using namespace std::literals;
    for (const auto wrong : {"X"sv, ": y"sv, "X : y"sv, " X: y"sv, "X: y\r\n folded"sv, "X: a\nb"sv, "X: a\rb"sv, "X: a\0b"sv,
                             "X\x01: y"sv, "X: \x7f"sv}) {
        INFO(wrong);
        CHECK(read("HTTP/1.1 200 OK\r\n" + std::string{wrong} + "\r\n\r\n").problem == "a header of it is not one");
    }
    const auto got = read("HTTP/1.1 200 OK\r\nX-Odd:   =?utf-8?Q?a=0D=0AX-Injected:1?= \t\r\nContent-Length: 0\r\n\r\n");
    CHECK(got.answer.headers.at(0).second == "=?utf-8?Q?a=0D=0AX-Injected:1?=");
}

TEST_CASE("an answer begins as HTTP does", "[fetch]") {
    for (const auto* wrong : {"", " ", "HTTP/1.1", "HTTP/2 200 OK", "HTTP/1.2 200 OK", "http/1.1 200 OK", "HTTP/1.1  200 OK",
                              "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 2x0 OK", "SSH-2.0-x", "<html>"}) {
        INFO(wrong);
        CHECK(read(std::string{wrong} + "\r\n\r\n").problem == "it does not begin as HTTP/1.1 does");
    }
    CHECK(read("HTTP/1.1 999 x\r\n\r\n").problem == "its status makes no sense");
    CHECK(read("HTTP/1.1 101 Switching\r\n\r\n").problem == "its status makes no sense");
}

TEST_CASE("a chunk is as long as it says", "[fetch]") {
    const auto chunks = [](std::string_view text) {
        return read("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + std::string{text}).problem;
    };
    CHECK(chunks("6\r\nhello\r\n0\r\n\r\n") != "");
    CHECK(chunks("5\r\nhellox\r\n0\r\n\r\n") == "a chunk is longer than it says");
    for (const auto* size : {"", "g", "-1", "0x1", "100000000", "1 1"}) {
        INFO(size);
        CHECK(chunks(std::string{size} + "\r\nh\r\n0\r\n\r\n") == "the length of a chunk is not a number");
    }
}
