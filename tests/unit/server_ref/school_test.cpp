// pages: does the administrator of a school see how things are, and does nothing end before they said so twice?

#include <catch2/catch.hpp>

#include "http/pages.hpp"
#include "monitor/wire/agent.hpp"
#include "support/store_of_test.hpp"
#include "unit/server_ref/browser.hpp"
#include "unit/server_ref/fake_rooms.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Connected;

namespace {

/// De Regenboog, and Anouk with her browser open; an administrator unless the test says otherwise.
struct Office : Browser {
    StoreOfTest test;
    FakeHub hub{};
    FakeSchedule schedule{};
    settings::Server settings{};
    NoLog log{};

    explicit Office(std::optional<school::Duty> duty = school::Duty::school_admin) {
        test.apply(regenboog());
        settings.public_url = origin;
        settings.connections = {{.school = "99XX", .kind = settings::ConnectionKind::uwlr},
                                {.school = "99XX", .kind = settings::ConnectionKind::graph},
                                {.school = "98YY", .kind = settings::ConnectionKind::edexml}};
        const auto anouk = test.staff("anouk.devries");
        if (duty) must(test.stores.rights->grant(test.school, anouk, *duty));
        cookies["__Host-session"] =
            must(test.stores.sessions->begin({.school = test.school, .staff = anouk}, 8h)).reveal(Purpose::match_account);
        pages = pages::make_pages({test.stores, hub, schedule, {}, settings, test.random, test.clock, log});
    }

    transport::Response change(const std::string& what, const std::string& more = {}) {
        return send("/school", look("/school").body, "&school=" + test.school.text() + "&do=" + what + more);
    }
    identity::Device device() {
        const auto token = must(test.stores.enrolments->offer({test.school, test.site("Hoofdgebouw"), 1, 1h}));
        return must(test.stores.enrolments->redeem(token, seal::SigningKey::make().public_key(), "kar 3", {}));
    }
    store::Switch switched(Connected kind) {
        for (const auto& one : must(test.stores.schools->connections(test.school)))
            if (one.kind == kind) return one.state;
        return store::Switch::on;
    }
};

bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("for who is no administrator none of its pages is there, and nothing can be sent to them", "[server_ref]") {
    for (const auto duty :
         {std::optional<school::Duty>{}, std::optional{school::Duty::privacy_officer}, std::optional{school::Duty::support}}) {
        Office office{duty};
        const auto device = office.device();
        for (const auto& page : {std::string{""}, std::string{"/links"}, std::string{"/devices"}, "/devices/" + device.id.text(),
                                 std::string{"/roster/off"}, std::string{"/directory/erase"}})
            CHECK(office.look("/school" + page).status == (duty == school::Duty::support ? 403 : 404));  // which says whom to ask
        for (const auto* what : {"read&kind=1", "switch&kind=1&to=off", "erase&kind=1", "enrol&uses=1&hours=24"})
            CHECK(office.send("/school", office.look("/groups").body, std::string{"&do="} + what).status == 404);
        CHECK(office.switched(Connected::roster) == store::Switch::on);
        CHECK(office.schedule.woken.empty());
    }
}

TEST_CASE("reading now wakes that connection of one's own school, and no other", "[server_ref]") {
    Office office;
    CHECK(Office::header(office.change("read", "&kind=2"), "location") == "/school?done=read");
    CHECK(office.schedule.woken == std::vector{std::pair{std::string{"99XX"}, Connected::directory}});
    CHECK(office.change("read", "&kind=3").status == 400);
    CHECK(office.schedule.woken.size() == 1);
}

TEST_CASE("how the last reading went, what is wrong and when the next is stand on the page", "[server_ref]") {
    Office office;
    office.schedule.plan = {{"98YY", settings::ConnectionKind::edexml, sync::Doing::running, {}},
                            {"99XX", settings::ConnectionKind::uwlr, sync::Doing::waiting, tuesday + 19h + 15min}};
    CHECK(holds(office.look("/school"), "Nog niet ingelezen"));
    CHECK(holds(office.look("/school"), "Volgende keer: morgen om 04:15."));
    must(office.test.stores.schools->ran(office.test.school, Connected::roster, {tuesday, 0, 2, 251}));
    const auto well = office.look("/school");
    CHECK(holds(well, "Gaat goed"));
    CHECK(holds(well, "Laatst ingelezen: vandaag om 09:00, 251 mensen. 2 opmerkingen."));
    CHECK_FALSE(holds(well, "Bezig met inlezen"));
    const auto problem = sync::Problem::authorisation;
    must(office.test.stores.schools->ran(office.test.school, Connected::roster,
                                         {tuesday + 1h, static_cast<std::uint16_t>(problem), 0, 0}));
    const auto failed = office.look("/school");
    CHECK(holds(failed, "Niet gelukt"));
    CHECK(holds(failed, sync::advice(problem, Language::nl)));
    CHECK(holds(failed, "Laatste poging: vandaag om 10:00. Voor het laatst gelukt: vandaag om 09:00."));
    must(office.test.stores.schools->ran(office.test.school, Connected::roster, {tuesday + 2h, 999, 0, 0}));
    CHECK(holds(office.look("/school"), "Vraag de beheerder van de server om in het logboek te kijken."));
    office.schedule.plan[1].doing = sync::Doing::running;
    CHECK(holds(office.look("/school"), "Bezig met inlezen"));
}

TEST_CASE("a directory that lacks many who were there waits for a person, and what they say is in the log", "[server_ref]") {
    Office office;
    CHECK_FALSE(holds(office.look("/school"), "value=\"accept\""));
    must(office.test.stores.schools->ran(office.test.school, Connected::directory,
                                         {tuesday, static_cast<std::uint16_t>(sync::Problem::many_gone), 0, 0}));
    const auto page = office.look("/school");
    CHECK(holds(page, sync::advice(sync::Problem::many_gone, Language::nl)));
    CHECK(holds(page, "Wacht op jou"));
    CHECK(holds(page, "value=\"accept\""));
    CHECK(Office::header(office.change("accept"), "location") == "/school?done=read");
    CHECK(office.schedule.accepted == std::vector<std::string>{"99XX"});
}

TEST_CASE("switching off keeps what is here; erasing it is asked a second time, and then done, in the log first", "[server_ref]") {
    Office office;
    CHECK(holds(office.look("/school/roster/off"), "Na 24 uur stopt het meekijken"));
    CHECK(Office::header(office.change("switch", "&kind=1&to=off&then=keep"), "location") == "/school?done=1");
    CHECK(office.switched(Connected::roster) == store::Switch::off);
    CHECK(office.test.roll()->pupils.size() == 3);
    CHECK(holds(office.look("/school"), "Staat uit"));
    office.change("switch", "&kind=1&to=on");
    CHECK(office.switched(Connected::roster) == store::Switch::on);
    CHECK(office.schedule.woken.size() == 1);  // and it is read at once

    CHECK(Office::header(office.change("switch", "&kind=1&to=off&then=erase"), "location") == "/school/roster/erase");
    CHECK(office.switched(Connected::roster) == store::Switch::on);
    const auto asked = office.look("/school/roster/erase");
    CHECK(holds(asked, "leerlingen: 3"));
    CHECK(holds(asked, "1 medewerker met een taak blijft"));
    CHECK(office.test.roll()->pupils.size() == 3);
    CHECK(Office::header(office.change("erase", "&kind=1"), "location") == "/school?done=1");
    CHECK(office.test.roll()->pupils.empty());
    CHECK(office.switched(Connected::roster) == store::Switch::off);
    CHECK(office.look("/school").status == 200);  // who holds a duty stays
}

TEST_CASE("a code is shown once, for a site, a number and a time of one's own, and no other", "[server_ref]") {
    Office office;
    const auto site = "&site=" + office.test.site("Hoofdgebouw").text();
    for (const auto& wrong : {site + "&uses=0&hours=24", site + "&uses=1001&hours=24", site + "&uses=-1&hours=24",
                              site + "&uses=1x&hours=24", site + "&uses=&hours=24", site + "&uses=1&hours=25", site + "&uses=1",
                              std::string{"&site=00000000000000000000000000000000&uses=1&hours=24"}})
        CHECK(office.change("enrol", wrong).status == 400);
    CHECK(must(office.test.stores.enrolments->open(office.test.school)).empty());
    const auto made = office.change("enrol", site + "&uses=30&hours=168");
    CHECK(made.status == 200);
    const auto at = made.body.find("monitor1.");
    REQUIRE(at != std::string::npos);
    const auto token = made.body.substr(at, made.body.find_first_of("&<' ", at) - at);
    const auto opened = wire::enrolment_token(token);
    REQUIRE(opened);
    CHECK(opened->url == "wss://school.example/agent");
    const auto page = office.look("/school/devices");
    CHECK(holds(page, "nog 30 apparaten · werkt tot 08-09 om 09:00"));
    CHECK_FALSE(holds(page, "monitor1."));
    must(office.test.stores.enrolments->redeem(Personal{opened->secret}, seal::SigningKey::make().public_key(), "kar 1", {}));
    CHECK(holds(office.look("/school/devices"), "nog 29 apparaten"));
    const auto id = must(office.test.stores.enrolments->open(office.test.school)).front().id;
    CHECK(Office::header(office.change("withdraw-token", "&token=" + id.text()), "location") == "/school/devices?done=1");
    CHECK(office.change("withdraw-token", "&token=" + id.text()).status == 400);
    CHECK_FALSE(holds(office.look("/school/devices"), "nog 29 apparaten"));
}

TEST_CASE("a copied key is told where one looks first, and a device is revoked by its own page only", "[server_ref]") {
    Office office;
    const auto device = office.device();
    CHECK(holds(office.look("/school"), "Er wacht niets op jou."));
    must(office.test.stores.devices->proved(device.id, 7));
    CHECK_FALSE(office.test.stores.devices->proved(device.id, 7));
    const std::string copied = "De sleutel van dit apparaat is ook ergens anders gebruikt (vandaag om 09:00).";
    for (const auto& page : {std::string{"/school"}, std::string{"/school/devices"}, "/school/devices/" + device.id.text()})
        CHECK(holds(office.look(page), copied));
    CHECK_FALSE(holds(office.look("/school/devices"), "value=\"revoke\""));
    CHECK(holds(office.look("/school/devices/" + device.id.text()), "value=\"revoke\""));
    office.change("revoke", "&device=" + device.id.text());
    CHECK(must(office.test.stores.devices->find(device.id)).revoked_at);
    CHECK(office.look("/school/devices/" + device.id.text()).status == 404);
    CHECK_FALSE(holds(office.look("/school"), copied));
}

TEST_CASE("what an import would do is told by name and group before anybody says yes", "[server_ref]") {
    Office office;
    auto next = regenboog(next_year);
    next.pupils.erase(next.pupils.begin());
    next.pupils[0].groups = {"5a"};
    CHECK(office.test.apply(next).fate == store::Fate::waits_for_year);
    const auto id = must(office.test.stores.rosters->held(office.test.school)).front().id;
    CHECK(holds(office.look("/school"), "/school/waiting/" + id.text()));
    const auto page = office.look("/school/waiting/" + id.text());
    CHECK(holds(page, "Leerlingen die weggaan: 1"));
    CHECK(holds(page, "Sanne B."));
    CHECK(holds(page, "Groep 5A, Groep 6B → Groep 5A"));
    CHECK_FALSE(holds(page, "value=\"confirm\""));  // it takes effect by itself
    office.change("discard", "&held=" + id.text());
    CHECK(office.look("/school/waiting/" + id.text()).status == 404);
}

TEST_CASE("groups of the two kinds stand apart, and where there is one kind nobody hears its name", "[server_ref]") {
    Office office;
    CHECK_FALSE(holds(office.look("/groups"), "Stamgroepen"));
    auto other = regenboog();
    other.groups[1].kind = school::GroupKind::composed;
    other.staff[0].groups = {"5a", "6b"};
    office.test.apply(other);
    const auto page = office.look("/groups");
    CHECK(page.body.find("Stamgroepen") < page.body.find("Andere groepen"));
    CHECK(page.body.find("Andere groepen") < page.body.rfind("Groep 6B"));
}
