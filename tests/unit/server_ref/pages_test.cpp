// pages: is every page safe, in the reader's language, and only for who may see it?

#include <catch2/catch.hpp>

#include "http/visit.hpp"
#include "unit/server_ref/school_of_fakes.hpp"

using namespace monitor;
using test::SchoolOfFakes;

namespace {

bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

std::string group(unsigned char number) {
    return "/groups/" + test::id<GroupId>(number).text();
}

}  // namespace

TEST_CASE("a group shows its own pupils by name, escaped and in order", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto page = school.look(group(1));
    CHECK(page.status == 200);
    CHECK(holds(page, "Tim &lt;V&gt;."));
    CHECK_FALSE(holds(page, "<V>"));
    CHECK(page.body.find("Sanne B.") < page.body.find("Tim &lt;V&gt;."));
    CHECK_FALSE(holds(page, "Geheim"));
    CHECK(holds(page, "Anouk &amp; Co"));
    CHECK(holds(page, "De Wilg"));
}

TEST_CASE("a group of another looks exactly like one that does not exist", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto not_theirs = school.look(group(3));
    const auto nobody = school.look(group(99));
    CHECK(not_theirs.status == 404);
    CHECK(nobody.status == 404);
    CHECK(not_theirs.body.substr(not_theirs.body.find("<main")) == nobody.body.substr(nobody.body.find("<main")));
    CHECK(school.send(group(3) + "/ticket", not_theirs.body).status == 404);
}

TEST_CASE("a visitor who is not signed in sees no page but the one to sign in", "[server_ref]") {
    SchoolOfFakes school;
    for (const auto& path : {std::string{"/"}, std::string{"/groups"}, group(1), group(99)}) {
        const auto page = school.look(path);
        CHECK(page.status == 303);
        CHECK(SchoolOfFakes::header(page, "location") == "/sign-in");
    }
    school.look("/sign-in");
    CHECK(school
              .visit("POST", group(1) + "/ticket", "proof=x",
                     {{"origin", "https://school.example"}, {"content-type", "application/x-www-form-urlencoded"}})
              .status == 401);
}

TEST_CASE("the way in is short: the only group, or that of last time", "[server_ref]") {
    SchoolOfFakes school;
    school.kept.teaches = {test::id<GroupId>(2)};
    CHECK(SchoolOfFakes::header(school.sign_in("anouk"), "location") == group(2));
    SchoolOfFakes other;
    other.sign_in("anouk");
    other.look(group(2));
    other.send("/sign-out", other.look("/groups").body);
    CHECK(SchoolOfFakes::header(other.sign_in("anouk"), "location") == group(2));
    other.kept.teaches = {test::id<GroupId>(1), test::id<GroupId>(3)};
    other.send("/sign-out", other.look("/groups").body);
    CHECK(SchoolOfFakes::header(other.sign_in("anouk"), "location") == "/groups");
}

TEST_CASE("nothing changes unless a form of our own page asked", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto page = school.look("/groups").body;
    const auto body = "proof=" + SchoolOfFakes::proof_on(page);
    const transport::Header form{"content-type", "application/x-www-form-urlencoded"}, ours{"origin", "https://school.example"};
    CHECK(school.visit("POST", "/sign-out", body, {form, {"origin", "https://evil.example"}}).status == 403);
    CHECK(school.visit("POST", "/sign-out", body, {form, ours, {"sec-fetch-site", "cross-site"}}).status == 403);
    CHECK(school.visit("POST", "/sign-out", body, {form}).status == 403);
    CHECK(school.visit("POST", "/sign-out", "proof=guess", {form, ours}).status == 403);
    CHECK(school.visit("POST", "/sign-out", "", {form, ours}).status == 403);
    CHECK(school.visit("POST", "/sign-out", body, {{"content-type", "text/plain"}, ours}).status == 403);
    CHECK(school.kept.sessions.size() == 1);
    CHECK(school.visit("POST", "/sign-out", body, {form, ours}).status == 303);
    CHECK(school.kept.sessions.empty());
}

TEST_CASE("a view begins with a ticket of its own, asked for by the page", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto page = school.look(group(1));
    CHECK_FALSE(holds(page, "a-ticket"));
    const auto ticket = school.send(group(1) + "/ticket", page.body);
    CHECK(ticket.status == 200);
    CHECK(ticket.body == R"({"ticket":"a-ticket"})");
    school.hub.full = true;
    CHECK(school.send(group(1) + "/ticket", page.body).status == 503);
}

TEST_CASE("the page speaks the reader's language: chosen, else asked for, else the school's", "[server_ref]") {
    SchoolOfFakes school;
    CHECK(holds(school.look("/sign-in"), "<html lang=\"nl\">"));
    const std::vector<transport::Header> english{{"accept-language", "de, en-GB;q=0.8, nl;q=0.5"}};
    CHECK(holds(school.visit("GET", "/sign-in", {}, english), "<html lang=\"en\">"));
    const auto chosen = school.send("/language", school.look("/sign-in").body, "&to=nl&back=%2Fsign-in");
    CHECK(SchoolOfFakes::header(chosen, "location") == "/sign-in");
    CHECK(holds(school.visit("GET", "/sign-in", {}, english), "<html lang=\"nl\">"));
    for (const auto* elsewhere : {"%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2Fsign-out", "%2Fnowhere"}) {
        const auto switched = school.send("/language", school.look("/sign-in").body, std::string{"&to=en&back="} + elsewhere);
        CHECK(SchoolOfFakes::header(switched, "location") == "/");
    }
}

TEST_CASE("Accept-Language is weighed as RFC 9110 says", "[server_ref]") {
    using pages::preferred;
    CHECK(preferred("nl-BE,nl;q=0.9,en;q=0.8") == Language::nl);
    CHECK(preferred("en;q=0.5, NL ; q=0.7") == Language::nl);
    CHECK(preferred("en;q=0, nl;q=0") == std::nullopt);
    CHECK(preferred("fr, de") == std::nullopt);
    CHECK(preferred("") == std::nullopt);
    CHECK(preferred("english") == std::nullopt);
    CHECK(preferred(",,;q=,en;q=1.0,") == Language::en);
}

TEST_CASE("every page forbids what it does not need", "[server_ref]") {
    SchoolOfFakes school;
    const auto policy = SchoolOfFakes::header(school.look("/sign-in"), "content-security-policy");
    for (const auto* part : {"default-src 'none'", "script-src 'none'", "frame-ancestors 'none'", "base-uri 'none'",
                             "form-action 'self' https:;", "require-trusted-types-for 'script'"})
        CHECK(policy.find(part) != std::string::npos);
    school.sign_in("anouk");
    const auto page = school.look(group(1));
    const auto of_group = SchoolOfFakes::header(page, "content-security-policy");
    CHECK(of_group.find("script-src 'nonce-") != std::string::npos);
    CHECK(of_group.find("worker-src 'self'") != std::string::npos);
    CHECK(of_group.find("form-action 'self';") != std::string::npos);
    CHECK(of_group.find("unsafe") == std::string::npos);
    const auto again = SchoolOfFakes::header(school.look(group(1)), "content-security-policy");
    CHECK(again != of_group);  // a fresh nonce
    CHECK_FALSE(holds(page, "<script>"));
    CHECK_FALSE(holds(page, " style="));
}

TEST_CASE("a store that does not answer gives a calm page without a reason", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    school.kept.people_broken = true;
    const auto page = school.look("/groups");
    CHECK(page.status == 503);
    CHECK(holds(page, "Er ging iets mis"));
    CHECK_FALSE(holds(page, "disk"));
}

TEST_CASE("a page that is not there says so kindly, with a number", "[server_ref]") {
    SchoolOfFakes school;
    const auto page = school.look("/nothing");
    CHECK(page.status == 404);
    CHECK(holds(page, "Deze pagina is er niet"));
    CHECK(holds(page, "r1"));
    CHECK(school.look("/sign-out").status == 405);
    CHECK(school.look("/sign-in?a=1&a=2").status == 404);
}

TEST_CASE("of a browser only its family is kept", "[server_ref]") {
    CHECK(pages::browser_family("Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/130.0 Safari/537.36") == "Chrome");
    CHECK(pages::browser_family("Mozilla/5.0 Chrome/130.0 Safari/537.36 Edg/130.0") == "Edge");
    CHECK(pages::browser_family("Mozilla/5.0 Gecko Firefox/130.0") == "Firefox");
    CHECK(pages::browser_family("curl/8") == "other");
}
