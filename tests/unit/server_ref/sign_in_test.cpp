// pages: who comes in, and what does one learn who does not?

#include <catch2/catch.hpp>

#include "unit/server_ref/school_of_fakes.hpp"

using namespace monitor;
using test::SchoolOfFakes;

namespace {
bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}
}  // namespace

TEST_CASE("a member of staff signs in, and that is written down before the session begins", "[server_ref]") {
    SchoolOfFakes school;
    const auto departed = school.send("/sign-in/0", school.look("/sign-in").body);
    CHECK(departed.status == 303);
    CHECK(SchoolOfFakes::header(departed, "location") == "https://login.example/authorize?state=s");
    const auto arrived = school.look("/sign-in/return?state=s&code=anouk");
    CHECK(arrived.status == 303);
    CHECK(SchoolOfFakes::header(arrived, "location") == "/groups");
    CHECK(school.cookies.contains("__Host-session"));
    CHECK_FALSE(school.cookies.contains("__Host-sign-in"));
    REQUIRE(school.kept.trail.size() == 1);
    CHECK(school.kept.trail[0].act == audit::Act::signed_in);
    CHECK(school.kept.trail[0].actor.staff == test::id<StaffId>(1));
    CHECK(school.kept.sessions.begin()->second.address == Personal<std::string>{"10.1.2.3"});
    CHECK(school.look("/groups").status == 200);
}

TEST_CASE("the session's cookie stays with this host, out of scripts and off plain lines", "[server_ref]") {
    SchoolOfFakes school;
    const auto arrived = school.sign_in("anouk");
    std::string cookie;
    for (const auto& [name, value] : arrived.headers)
        if (name == "set-cookie" && value.starts_with("__Host-session=token")) cookie = value;
    for (const auto* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
}

TEST_CASE("an account nobody knows and one that ended see the same page, and nothing is made", "[server_ref]") {
    SchoolOfFakes unknown, ended;
    ended.kept.employment = school::Employment::ended;
    const auto first = unknown.sign_in("stranger");
    const auto second = ended.sign_in("anouk");
    CHECK(first.status == 403);
    CHECK(second.status == first.status);
    const auto main_of = [](const std::string& body) { return body.substr(body.find("<main")); };
    CHECK(main_of(first.body) == main_of(second.body));
    CHECK(unknown.kept.rolls_read == ended.kept.rolls_read);
    for (const auto* school : {&unknown, &ended}) {
        CHECK(school->kept.sessions.empty());
        REQUIRE(school->kept.trail.size() == 1);
        CHECK(school->kept.trail[0].act == audit::Act::sign_in_refused);
        CHECK(school->kept.trail[0].actor.kind == audit::ActorKind::system);
        CHECK_FALSE(school->kept.trail[0].actor.staff);
        CHECK_FALSE(school->cookies.contains("__Host-session"));
    }
    CHECK(audit::encode(unknown.kept.trail[0]) == audit::encode(ended.kept.trail[0]));
    CHECK(holds(first, "Melding 705 · nummer voor de beheerder: r1"));
}

TEST_CASE("a way back that was not begun here, or is used twice, leads to a new start", "[server_ref]") {
    SchoolOfFakes school;
    const auto stray = school.look("/sign-in/return?state=s&code=anouk");
    CHECK(SchoolOfFakes::header(stray, "location") == "/sign-in?why=stale");
    school.send("/sign-in/0", school.look("/sign-in").body);
    const auto attempt = school.cookies.at("__Host-sign-in");
    CHECK(school.look("/sign-in/return?state=s&code=stranger").status == 403);
    school.cookies["__Host-sign-in"] = attempt;
    CHECK(SchoolOfFakes::header(school.look("/sign-in/return?state=s&code=anouk"), "location") == "/sign-in?why=stale");
    CHECK(school.kept.sessions.empty());
}

TEST_CASE("another's answer in our visitor's browser is refused", "[server_ref]") {
    SchoolOfFakes school;
    school.send("/sign-in/0", school.look("/sign-in").body);
    const auto page = school.look("/sign-in/return?state=somebody-elses&code=anouk");
    CHECK(page.status == 400);
    CHECK(holds(page, "Melding 704 · nummer voor de beheerder: r1"));
    CHECK(school.kept.sessions.empty());
    REQUIRE(school.kept.trail.size() == 1);
    CHECK(school.kept.trail[0].act == audit::Act::sign_in_refused);
    CHECK(school.kept.trail[0].reason == static_cast<std::uint16_t>(identity::SignInFlaw::state));
}

TEST_CASE("from one address so many may begin to sign in, and then it must wait a little", "[server_ref]") {
    SchoolOfFakes school;
    const auto page = school.look("/sign-in").body;
    for (int visitor = 0; visitor < 60; ++visitor) CHECK(school.send("/sign-in/0", page).status == 303);
    const auto busy = school.send("/sign-in/0", page);
    CHECK(busy.status == 429);
    CHECK(SchoolOfFakes::header(busy, "retry-after") == "1");
    CHECK(holds(busy, "Melding 706"));
    CHECK(school.look("/sign-in").status == 200);
    school.clock.advance(std::chrono::seconds{1});
    CHECK(school.send("/sign-in/0", page).status == 303);
}

TEST_CASE("a session somebody planted in the browser beforehand is worth nothing afterwards", "[server_ref]") {
    SchoolOfFakes school;
    school.cookies["__Host-session"] = "planted";
    school.sign_in("anouk");
    CHECK(school.cookies.at("__Host-session") != "planted");
    CHECK_FALSE(school.kept.sessions.contains("planted"));
    SchoolOfFakes with_one;
    with_one.sign_in("anouk");
    const auto before = with_one.cookies.at("__Host-session");
    with_one.send("/sign-in/0", with_one.look("/groups").body);
    with_one.look("/sign-in/return?state=s&code=anouk");
    CHECK_FALSE(with_one.kept.sessions.contains(before));
}

TEST_CASE("no page sends a visitor to another host, whatever the address bar says", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto page = school.look("/groups").body;
    for (const char* back : {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example",
                             "%2Fgroups%2F..%2F%2Fevil.example", "javascript%3Aalert(1)", "%2Fsign-out"})
        CHECK(SchoolOfFakes::header(school.send("/language", page, "&to=en&back=" + std::string{back}), "location") == "/");
    school.cookies["__Host-group"] = "https___evil";
    school.send("/sign-in/0", page);
    CHECK(SchoolOfFakes::header(school.look("/sign-in/return?state=s&code=anouk&back=https://evil.example"), "location") ==
          "/groups");
}

TEST_CASE("who stops at the provider is simply asked again", "[server_ref]") {
    SchoolOfFakes school;
    school.send("/sign-in/0", school.look("/sign-in").body);
    // As Entra says it, over three lines.
    const auto back = school.look(
        "/sign-in/return?error=access_denied&error_description=AADSTS65004%3a+User+declined+to+consent.%0d%0a"
        "Trace+ID%3a+0%0d%0aCorrelation+ID%3a+1&state=s");
    CHECK(SchoolOfFakes::header(back, "location") == "/sign-in?why=cancelled");
    CHECK(holds(school.look("/sign-in?why=cancelled"), "afgebroken. Probeer het gerust opnieuw. (702)"));
    CHECK(holds(school.look("/sign-in?why=stale"), "(703)"));
    CHECK(holds(school.look("/sign-in?why=%3Cscript%3E"), "Inloggen"));
}

TEST_CASE("a provider that is silent is named, with a number for the administrator", "[server_ref]") {
    SchoolOfFakes school;
    school.provider->unreachable = true;
    const auto page = school.send("/sign-in/0", school.look("/sign-in").body);
    CHECK(page.status == 503);
    CHECK(holds(page, "Microsoft 365 antwoordt niet"));
    CHECK(holds(page, "Melding 701"));
    CHECK(holds(page, "r1"));
}

TEST_CASE("a registration the provider does not take any more is the administrator's affair, and said so", "[server_ref]") {
    SchoolOfFakes school;
    school.send("/sign-in/0", school.look("/sign-in").body);
    const auto page = school.look("/sign-in/return?error=invalid_client&state=s");
    CHECK(page.status == 503);
    CHECK(holds(page, "De koppeling van de school met Microsoft 365 klopt niet meer."));
    CHECK(holds(page, "Melding 707"));
}

TEST_CASE("a record that cannot be written stops looking along, not signing in and out", "[server_ref]") {
    SchoolOfFakes school;
    school.kept.trail_broken = true;
    school.sign_in("anouk");
    CHECK(school.kept.sessions.size() == 1);
    CHECK(school.cookies.contains("__Host-session"));
    CHECK(school.look("/groups").status == 200);
    const auto out = school.send("/sign-out", school.look("/groups").body);
    CHECK(SchoolOfFakes::header(out, "location") == "/sign-in?why=out");
    CHECK(school.kept.sessions.empty());
    CHECK(school.kept.trail.empty());
}

TEST_CASE("signing out ends the session here and is written down", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto out = school.send("/sign-out", school.look("/groups").body);
    CHECK(SchoolOfFakes::header(out, "location") == "/sign-in?why=out");
    CHECK(school.kept.sessions.empty());
    CHECK(school.kept.trail.back().act == audit::Act::signed_out);
    CHECK_FALSE(school.cookies.contains("__Host-session"));
    CHECK(SchoolOfFakes::header(school.look("/groups"), "location") == "/sign-in");
}

TEST_CASE("who signed out here may sign out at the provider too, where they came from, once", "[server_ref]") {
    SchoolOfFakes school;
    CHECK_FALSE(holds(school.look("/sign-in?why=out"), "/sign-out/0"));  // nobody signed in here
    school.sign_in("anouk");
    school.send("/sign-out", school.look("/groups").body);
    CHECK_FALSE(holds(school.look("/sign-in"), "/sign-out/0"));
    const auto page = school.look("/sign-in?why=out");
    REQUIRE(holds(page, "action=\"/sign-out/0\""));
    const auto gone = school.send("/sign-out/0", page.body);
    CHECK(gone.status == 303);
    CHECK(SchoolOfFakes::header(gone, "location") == "https://login.example/end?client_id=client");
    // And back: to the address of signing in, with nothing to say.
    CHECK(SchoolOfFakes::header(school.look("/sign-in/return"), "location") == "/sign-in?why=out");
    CHECK_FALSE(holds(school.look("/sign-in?why=out"), "/sign-out/0"));
}

TEST_CASE("where the provider has no door out, or is away, nobody is offered one", "[server_ref]") {
    for (const bool away : {false, true}) {
        SchoolOfFakes school;
        school.sign_in("anouk");
        school.send("/sign-out", school.look("/groups").body);
        const auto page = school.look("/sign-in?why=out");
        school.provider->way_out.clear();
        school.provider->unreachable = away;
        CHECK_FALSE(holds(school.look("/sign-in?why=out"), "/sign-out/0"));
        const auto gone = school.send("/sign-out/0", page.body);
        CHECK(gone.status == (away ? 503 : 303));
        CHECK(SchoolOfFakes::header(gone, "location") == (away ? "" : "/sign-in?why=out"));
        CHECK(school.send("/sign-out/1", page.body).status == 404);
    }
}

TEST_CASE("somebody who left the school is out at the next page", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    school.kept.employment = school::Employment::ended;
    CHECK(SchoolOfFakes::header(school.look("/groups"), "location") == "/sign-in");
}

TEST_CASE("who signs in again has one session, not two", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("anouk");
    const auto first = school.cookies.at("__Host-session");
    school.send("/sign-in/0", school.look("/groups").body);
    school.look("/sign-in/return?state=s&code=anouk");
    CHECK(school.kept.sessions.size() == 1);
    CHECK_FALSE(school.kept.sessions.contains(first));
    CHECK(school.kept.sessions.contains(school.cookies.at("__Host-session")));
}
