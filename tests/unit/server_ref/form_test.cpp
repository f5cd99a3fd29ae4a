// pages: is a form ours, and is its content what was typed?

#include "http/form.hpp"

#include <catch2/catch.hpp>

#include "http/attempts.hpp"
#include "http/routes.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using namespace monitor::pages;

TEST_CASE("fields are read as they were typed", "[server_ref]") {
    const auto read = fields("to=nl&back=%2Fgroups%2f1&name=Zo%C3%AB+B.&empty=&bare");
    REQUIRE(read);
    CHECK(value_of(*read, "to") == "nl");
    CHECK(value_of(*read, "back") == "/groups/1");
    CHECK(value_of(*read, "name") == "Zoë B.");
    CHECK(value_of(*read, "empty").empty());
    CHECK(read->size() == 5);
    CHECK(fields("")->empty());
}

TEST_CASE("broken escapes, control bytes, doubles and floods are no fields", "[server_ref]") {
    for (const auto* wrong : {"a=%", "a=%4", "a=%zz", "a=%00", "a=b%0d%0ac", "a=1&a=2", "%7f=a"}) CHECK_FALSE(fields(wrong));
    CHECK(value_of(fields("a=b%0D%0Ac", Lines::several).value_or(Fields{}), "a") == "b\r\nc");
    for (const auto* wrong : {"a=%00", "a=%0b", "a=%7f", "a%0a=b"}) CHECK_FALSE(fields(wrong, Lines::several));
    std::string many;
    for (int i = 0; i < 33; ++i) many += "f" + std::to_string(i) + "=x&";
    CHECK_FALSE(fields(many));
    CHECK(fields(many, Lines::several, 33));
}

TEST_CASE("what is percent-encoded comes back", "[server_ref]") {
    const std::string text = "a b/&=?é%";
    CHECK(value_of(*fields("x=" + percent_encoded(text)), "x") == text);
    CHECK(percent_encoded("A-z0.9_~") == "A-z0.9_~");
}

TEST_CASE("a form's proof follows from its own visitor's secret only", "[server_ref]") {
    const auto proof = form_token("secret of one");
    CHECK(is_form_token(proof, "secret of one"));
    CHECK_FALSE(is_form_token(proof, "secret of another"));
    CHECK_FALSE(is_form_token("", "secret of one"));
    CHECK_FALSE(is_form_token(form_token(""), ""));
    CHECK(proof.find("secret") == std::string::npos);
}

TEST_CASE("only a page of this very origin may change something", "[server_ref]") {
    const std::string ours = "https://school.example";
    CHECK(same_origin(ours, "same-origin", ours));
    CHECK(same_origin(ours, "", ours));
    CHECK(same_origin("", "same-origin", ours));
    CHECK_FALSE(same_origin("", "", ours));
    CHECK_FALSE(same_origin("null", "", ours));
    CHECK_FALSE(same_origin("https://school.example.evil.example", "same-origin", ours));
    CHECK_FALSE(same_origin("http://school.example", "", ours));
    for (const auto* site : {"cross-site", "same-site", "none"}) CHECK_FALSE(same_origin(ours, site, ours));
}

TEST_CASE("every page has one address, and no other", "[server_ref]") {
    const auto id = GroupId::from_text("00112233445566778899aabbccddeeff");
    REQUIRE(id);
    CHECK(route("GET", "/").page == Page::home);
    CHECK(route("GET", "/sign-in").page == Page::sign_in);
    CHECK(route("GET", "/sign-in/return").page == Page::sign_in_return);
    CHECK(route("POST", "/sign-in/1").page == Page::sign_in_depart);
    CHECK(route("POST", "/sign-in/1").provider == 1);
    CHECK(route("GET", "/groups/" + id->text()).group == *id);
    CHECK(route("POST", "/groups/" + id->text() + "/ticket").page == Page::ticket);
    CHECK(route("POST", "/sign-out/2").page == Page::sign_out_there);
    CHECK(route("POST", "/sign-out/2").provider == 2);
    CHECK(route("GET", "/school").part == pages::SchoolPart::overview);
    CHECK(route("GET", "/school/links").part == pages::SchoolPart::links);
    CHECK(route("GET", "/school/devices").part == pages::SchoolPart::devices);
    CHECK(route("GET", "/school/devices/" + id->text()).device.text() == id->text());
    CHECK(route("GET", "/school/waiting/" + id->text()).held.text() == id->text());
    CHECK(route("GET", "/school/roster/off").kind == store::Connected::roster);
    CHECK(route("GET", "/school/directory/off").part == pages::SchoolPart::off);
    CHECK(route("GET", "/school/directory/erase").part == pages::SchoolPart::erase);
    for (const auto* path :
         {"/groups/", "/groups/../x", "/groups/00112233445566778899AABBCCDDEEFF", "/sign-in/", "/sign-in/x", "/sign-in/-1",
          "/sign-in/111", "/sign-in/1x", "/signin", "/groups/00112233445566778899aabbccddeeff/", "", "/admin",
          "/school/", "/school/devices/", "/school/devices/1", "/school/other/off", "/school/roster", "/sign-out/x"})
        CHECK(route("GET", path).page == Page::none);
}

TEST_CASE("looking has no effect and changing is never looking", "[server_ref]") {
    for (const auto* path : {"/sign-out", "/sign-out/0", "/language", "/sign-in/0", "/groups/00112233445566778899aabbccddeeff/ticket"})
        CHECK(route("GET", path).page == Page::wrong_method);
    for (const auto* path : {"/", "/sign-in", "/groups", "/sign-in/return", "/school/links", "/school/roster/erase"})
        CHECK(route("POST", path).page == Page::wrong_method);
}

TEST_CASE("an attempt to sign in is good for once, for ten minutes, and for who began it", "[server_ref]") {
    test::ManualClock clock{Instant{std::chrono::milliseconds{1'790'000'000'000}}};
    test::SeededRandom random;
    Attempts attempts{random, clock};
    const auto first = attempts.keep(1, {"state", "nonce", "verifier"});
    const auto second = attempts.keep(0, {"other", "nonce", "verifier"});
    CHECK(first != second);
    CHECK_FALSE(attempts.take(""));
    CHECK_FALSE(attempts.take("guessed"));
    const auto kept = attempts.take(first);
    REQUIRE(kept);
    CHECK(kept->provider == 1);
    CHECK(kept->attempt.state == "state");
    CHECK_FALSE(attempts.take(first));
    clock.advance(std::chrono::minutes{10});
    CHECK_FALSE(attempts.take(second));
}

TEST_CASE("attempts never fill the memory: the oldest makes room", "[server_ref]") {
    test::ManualClock clock{Instant{std::chrono::milliseconds{1'790'000'000'000}}};
    test::SeededRandom random;
    Attempts attempts{random, clock};
    const auto first = attempts.keep(0, {});
    clock.advance(std::chrono::milliseconds{1});
    const auto second = attempts.keep(0, {});
    for (std::size_t i = 0; i + 1 < Attempts::most; ++i) (void)attempts.keep(0, {});
    CHECK_FALSE(attempts.take(first));
    CHECK(attempts.take(second));
}

TEST_CASE("a silent provider keeps some visitors waiting, never all of them", "[server_ref]") {
    test::ManualClock clock{Instant{std::chrono::milliseconds{1'790'000'000'000}}};
    test::SeededRandom random;
    Attempts attempts{random, clock};
    std::vector<std::optional<Attempts::Talk>> talks;
    for (int i = 0; i < 8; ++i) talks.push_back(attempts.talk());
    CHECK(talks.back());
    CHECK_FALSE(attempts.talk());
    talks.pop_back();
    CHECK(attempts.talk());
}
