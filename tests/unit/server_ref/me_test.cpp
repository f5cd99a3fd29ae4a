// pages: does someone see where they are signed in, and can they, and nobody else, end that?

#include <catch2/catch.hpp>

#include "unit/server_ref/school_of_fakes.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using test::SchoolOfFakes;

namespace {

bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

/// Anouk is signed in here; and with `number`, since `ago`, in a Firefox elsewhere.
identity::Session& elsewhere(SchoolOfFakes& school, unsigned char number, std::chrono::minutes ago = 30min) {
    identity::Session session;
    session.id = test::id<SessionId>(number);
    session.school = test::id<SchoolId>(1);
    session.staff = test::id<StaffId>(1);
    session.began = session.seen = school.clock.now() - ago;
    session.expires = session.began + 10h;
    session.address = Personal<std::string>{"203.0.113.7"};
    session.browser = "Firefox";
    return school.kept.sessions["elsewhere" + std::to_string(number)] = session;
}

std::string ending(unsigned char number) {
    return "&session=" + test::id<SessionId>(number).text();
}

}  // namespace

TEST_CASE("one's sessions are listed with browser, time and place, and the one in use says so", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    auto& here = school.kept.sessions.begin()->second;
    here.began = here.seen = school.clock.now();
    here.browser = "Chrome";
    CHECK(holds(school.look("/me"), "Verder ben je nergens ingelogd."));
    elsewhere(school, 40);
    const auto page = school.look("/me");
    CHECK(page.status == 200);
    CHECK(holds(page, "Chrome</strong><span class=\"here\">deze browser</span>"));
    CHECK(holds(page, "Firefox</strong><dl>"));
    CHECK(holds(page, "niet op school"));
    CHECK(holds(page, "aria-label=\"Beëindigen: Firefox, ingelogd vandaag om 15:43\""));
    CHECK(holds(page, "Alle andere beëindigen"));
    CHECK_FALSE(holds(page, "203.0.113.7"));
    for (const auto& [token, session] : school.kept.sessions) CHECK_FALSE(holds(page, token));
    CHECK(holds(school.look("/groups"), "href=\"/me\""));
}

TEST_CASE("a session that was idle for too long is not shown as one", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40, school.settings.session_idle);
    CHECK_FALSE(holds(school.look("/me"), "Firefox"));
}

TEST_CASE("ending one session ends that one, and is written down", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40);
    elsewhere(school, 41);
    const auto ended = school.send("/me/end", school.look("/me").body, ending(40));
    CHECK(SchoolOfFakes::header(ended, "location") == "/me?done=one");
    CHECK_FALSE(school.kept.sessions.contains("elsewhere40"));
    CHECK(school.kept.sessions.size() == 2);
    CHECK(school.kept.trail.back().act == audit::Act::session_ended);
    CHECK(school.kept.trail.back().count == 1);
    CHECK(holds(school.look("/me?done=one"), "De sessie is beëindigd."));
}

TEST_CASE("ending all others leaves the one in use", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40);
    elsewhere(school, 41);
    const auto ended = school.send("/me/end", school.look("/me").body, "&session=others");
    CHECK(SchoolOfFakes::header(ended, "location") == "/me?done=others");
    CHECK(school.kept.sessions.size() == 1);
    CHECK(school.kept.trail.back().count == 2);
    CHECK(school.look("/groups").status == 200);
}

TEST_CASE("a session of a colleague, one that is over and one that never was are all left alone", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40).staff = test::id<StaffId>(2);
    const auto page = school.look("/me").body;
    CHECK(page.find("Firefox") == std::string::npos);
    const auto lines = school.kept.trail.size();
    for (const auto& which : {ending(40), ending(99), std::string{"&session="}, std::string{}})
        CHECK(school.send("/me/end", page, which).status == 303);
    CHECK(school.kept.sessions.size() == 2);
    CHECK(school.kept.trail.size() == lines);
}

TEST_CASE("only a form of our own page ends a session, and only for who is signed in", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40);
    const transport::Header form{"content-type", "application/x-www-form-urlencoded"};
    const auto body = "proof=" + SchoolOfFakes::proof_on(school.look("/me").body) + ending(40);
    CHECK(school.visit("POST", "/me/end", body, {{"origin", "https://evil.example"}, form}).status == 403);
    CHECK(school.visit("POST", "/me/end", body, {form}).status == 403);
    CHECK(school.visit("POST", "/me/end", "proof=x" + ending(40), {{"origin", "https://school.example"}, form}).status == 403);
    CHECK(school.look("/me/end").status == 405);
    CHECK(school.kept.sessions.contains("elsewhere40"));
    school.cookies.clear();
    CHECK(SchoolOfFakes::header(school.look("/me"), "location") == "/sign-in");
    const auto out = school.visit("POST", "/me/end", body, {{"origin", "https://school.example"}, form});
    CHECK(SchoolOfFakes::header(out, "location") == "/sign-in");
    CHECK(school.kept.sessions.contains("elsewhere40"));
}

TEST_CASE("a log that is in trouble keeps nobody signed in", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    elsewhere(school, 40);
    const auto page = school.look("/me").body;
    school.kept.trail_broken = true;
    CHECK(school.send("/me/end", page, ending(40)).status == 503);
    CHECK_FALSE(school.kept.sessions.contains("elsewhere40"));
}
