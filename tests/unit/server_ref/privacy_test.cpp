// pages: does anyone learn what is kept, of a school only what it made public, and nothing about a person?

#include <catch2/catch.hpp>

#include "door/health.hpp"
#include "http/pages.hpp"
#include "support/store_of_test.hpp"
#include "unit/server_ref/browser.hpp"
#include "unit/server_ref/fake_rooms.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

/// De Regenboog, and somebody who is not signed in.
struct Stranger : Browser {
    StoreOfTest test;
    FakeHub hub{};
    FakeSchedule schedule{};
    settings::Server settings{};
    NoLog log{};

    Stranger() {
        auto snapshot = regenboog();
        snapshot.school_name = "De <Regen> & Boog";
        test.apply(snapshot);
        settings.public_url = origin;
        settings.connections = {{.school = "99XX", .kind = settings::ConnectionKind::gkv}};
        pages = pages::make_pages({test.stores, hub, schedule, {}, settings, test.random, test.clock, log});
    }
    void publish(store::Publication publication) { must(test.stores.choices->publish(test.school, publication)); }
};

bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

std::string main_of(const transport::Response& response) {
    return response.body.substr(response.body.find("<main"));
}

}  // namespace

TEST_CASE("anyone reads what this server keeps, without a school in it", "[server_ref]") {
    Stranger stranger;
    const auto page = stranger.look("/privacy");
    CHECK(page.status == 200);
    CHECK(holds(page, "Wie de leerling is"));
    CHECK(holds(page, "<th scope=\"row\">Groep</th>"));
    CHECK_FALSE(holds(page, "Regen"));
    CHECK_FALSE(holds(page, "99XX"));
    CHECK(Browser::header(page, "content-security-policy").find("script-src 'none'") != std::string::npos);
    CHECK(holds(stranger.look("/sign-in"), "href=\"/privacy\""));
}

TEST_CASE("a school that did not publish its page looks like one that is not here", "[server_ref]") {
    Stranger stranger;
    const auto hidden = stranger.look("/privacy/99XX"), nowhere = stranger.look("/privacy/98YY");
    CHECK(hidden.status == 404);
    CHECK(nowhere.status == 404);
    CHECK(main_of(hidden) == main_of(nowhere));
    for (const auto* odd : {"/privacy/", "/privacy/99xx", "/privacy/99XX/", "/privacy/..", "/privacy/99XXX"})
        CHECK(stranger.look(odd).status == 404);
    CHECK(stranger.visit("POST", "/privacy/99XX").status != 200);
}

TEST_CASE("a published page has the school's name, terms and connections, and no person", "[server_ref]") {
    Stranger stranger;
    stranger.publish(store::Publication::open);
    must(stranger.test.stores.choices->shorten(stranger.test.school, retention::Kind::last_picture, 3h));
    const auto page = stranger.look("/privacy/99XX");
    CHECK(page.status == 200);
    CHECK(holds(page, "De &lt;Regen&gt; &amp; Boog"));
    CHECK_FALSE(holds(page, "<Regen>"));
    CHECK(holds(page, "hoogstens 3 uur"));
    CHECK(holds(page, "ParnasSys"));
    for (const auto* name : {"Sanne", "Anouk", "anouk.devries", "Groep 5A"}) CHECK_FALSE(holds(page, name));
    CHECK(holds(stranger.look("/privacy"), "href=\"/privacy/99XX\""));
    stranger.publish(store::Publication::none);
    CHECK(stranger.look("/privacy/99XX").status == 404);
    CHECK_FALSE(holds(stranger.look("/privacy"), "99XX"));
}

TEST_CASE("the page is in English for who asks for that, and one comes back to it", "[server_ref]") {
    Stranger stranger;
    stranger.publish(store::Publication::open);
    const auto page = stranger.visit("GET", "/privacy/99XX", {}, {{"accept-language", "en"}});
    CHECK(holds(page, "Who the pupil is"));
    CHECK(holds(page, "value=\"/privacy/99XX\""));
    CHECK(Browser::header(stranger.send("/language", page.body, "&to=en&back=%2Fprivacy%2F99XX"), "location") == "/privacy/99XX");
}

TEST_CASE("how deleting goes is told in numbers, and an alarm is a number too", "[server_ref]") {
    const door::Upkeep well{.since_sweep = 60s, .swept = 7, .deleting = door::Deleting::in_time, .clock = retention::Trust::sure};
    const auto text = door::metrics({}, well).body;
    for (const auto* line :
         {"monitor_sweep_lag_seconds 60\n", "monitor_sweep_late 0\n", "monitor_clock_doubtful 0\n", "monitor_swept_total 7\n"})
        CHECK(text.find(line) != std::string::npos);
    const door::Upkeep ill{.since_sweep = 3h};
    CHECK(door::metrics({}, ill).body.find("monitor_sweep_late 1\n") != std::string::npos);
    CHECK(door::metrics({}, ill).body.find("monitor_clock_doubtful 1\n") != std::string::npos);
    CHECK(door::ready({}, ill, door::Stage::serving).body.find("deleting LATE, last 10800 s ago") != std::string::npos);
}
