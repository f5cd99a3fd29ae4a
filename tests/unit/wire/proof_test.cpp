// Are the vectors of docs/formats/wire.md what the code makes?

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "monitor/wire/agent.hpp"

using namespace monitor;
using namespace monitor::wire;

namespace {

std::string the_document() {
    std::ifstream file{MONITOR_TEST_DATA "/../docs/formats/wire.md"};
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

/// The first fenced block behind `heading`, without blanks and line ends.
std::string vector_of(std::string_view heading) {
    const auto document = the_document();
    const auto place = document.find(heading);
    if (place == std::string::npos) return "no such heading";
    const auto begin = document.find("```\n", place) + 4;
    std::string joined;
    for (const char letter : document.substr(begin, document.find("\n```", begin) - begin))
        if (letter != ' ' && letter != '\n') joined += letter;
    return joined;
}

Bytes counted(int first, int count) {
    Bytes bytes;
    for (int at = 0; at < count; ++at) bytes.push_back(static_cast<std::byte>(first + at));
    return bytes;
}

}  // namespace

TEST_CASE("the transcript is the one of the document, byte by byte") {
    const auto bytes = transcript("school.example", counted(0x10, 16), counted(0x40, 32), *from_hex("00112233445566778899aabbccddeeff"),
                                  7);
    CHECK(hex(bytes) == vector_of("### Transcript vector"));
}

TEST_CASE("a transcript changes with each of its parts") {
    const auto one = counted(1, 16), other = counted(2, 16), device = counted(3, 16);
    const auto plain = transcript("a", one, other, device, 1);
    CHECK(plain != transcript("b", one, other, device, 1));
    CHECK(plain != transcript("a", other, one, device, 1));
    CHECK(plain != transcript("a", one, other, one, 1));
    CHECK(plain != transcript("a", one, other, device, 2));
    CHECK(transcript("ab", one, other, device, 1) != transcript("a", one, other, device, 1));
}

TEST_CASE("the worked message is the one of the document") {
    const auto whole = encode(FromDevice{Indicated{.lease = 258}});
    CHECK(hex(whole) == vector_of("### Envelope vector"));
}

TEST_CASE("an enrolment token comes back as it went, and is the one of the document") {
    const EnrolmentToken token{.url = "wss://school.example/agent", .pin = counted(0, 32), .secret = "c2VjcmV0LW9mLTMyLWJ5dGVz"};
    CHECK(text(token) == vector_of("### Token vector"));
    const auto again = enrolment_token(text(token));
    REQUIRE(again);
    CHECK(again->url == token.url);
    CHECK(again->pin == token.pin);
    CHECK(again->secret == token.secret);
    CHECK(enrolment_token(text(EnrolmentToken{.url = "wss://a.example/agent", .pin = {}, .secret = "s"})));
}

TEST_CASE("a token that is cut, changed or of a later kind is refused") {
    const auto good = text(EnrolmentToken{.url = "wss://a.example/agent", .pin = {}, .secret = "s"});
    CHECK(enrolment_token("").error() == Flaw::bad_version);
    CHECK(enrolment_token("monitor2." + good.substr(9)).error() == Flaw::bad_version);
    CHECK(enrolment_token(good.substr(0, good.size() - 4)).error() == Flaw::bad_body);
    CHECK(enrolment_token(good + "=").error() == Flaw::bad_body);
    CHECK(enrolment_token(good + "\n").error() == Flaw::bad_body);
    CHECK(enrolment_token("monitor1." + base64url(as_bytes(R"({"url":"x","pin":"AAAA","secret":"s"})"))).error() == Flaw::bad_body);
    CHECK(enrolment_token("monitor1." + std::string(5000, 'A')).error() == Flaw::too_long);
}
