#pragma once
// contract: what every store::Schools does.

#include <catch2/catch.hpp>

#include "monitor/store/people.hpp"
#include "monitor/store/schools.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// Nobody knows a school yet.
inline void schools(store::Schools& schools, store::People& people, test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using store::Connected;
    using store::Switch;

    INFO("a school is made once, and named anew by its BRIN");
    const auto id = schools.keep({.name = "De Regenboog", .brin = "99XX"}, "Hoofdgebouw");
    REQUIRE(id);
    CHECK(schools.keep({.name = "De Nieuwe Regenboog", .brin = "99XX"}, "Elders").value() == *id);
    CHECK(schools.keep({.name = "De Vuurtoren", .brin = "98YY"}, "Hoofdgebouw").value() != *id);
    auto roll = people.roll(*id);
    REQUIRE(roll);
    CHECK((*roll)->school.name == "De Nieuwe Regenboog");
    REQUIRE((*roll)->sites.size() == 1);
    CHECK((*roll)->sites[0].name == "Hoofdgebouw");
    CHECK((*roll)->sites[0].networks.empty());
    CHECK_FALSE((*roll)->directory_read);
    for (const char* brin : {"", "99xx", "9XXX", "99XXX", "99X1"})
        CHECK(schools.keep({.name = "x", .brin = brin}, "y").error().remedy == Remedy::correct_input);
    CHECK(schools.keep({.name = "", .brin = "97ZZ"}, "y").error().remedy == Remedy::correct_input);

    INFO("a school is found by its BRIN");
    CHECK(people.school("99XX").value()->id == *id);
    CHECK(people.school("99XX").value()->name == "De Nieuwe Regenboog");
    CHECK_FALSE(people.school("99xx").value());
    CHECK_FALSE(people.school("").value());

    INFO("schools of one board name the same one, until they name another or none");
    const auto board = [&](const char* brin) { return people.school(brin).value()->board; };
    CHECK_FALSE(board("99XX"));
    for (const char* brin : {"99XX", "98YY"})
        CHECK(schools.keep({.name = "x", .brin = brin, .board = school::Board{.name = "Stichting De Kring"}}, "y"));
    CHECK(board("99XX")->name == "Stichting De Kring");
    CHECK(board("99XX")->id == board("98YY")->id);
    CHECK(people.roll(*id).value()->school.board->id == board("98YY")->id);
    CHECK(schools.keep({.name = "De Nieuwe Regenboog", .brin = "99XX"}, "y"));
    CHECK(board("99XX"));
    CHECK(schools.keep({.name = "De Nieuwe Regenboog", .brin = "99XX", .board = school::Board{.name = "Stichting Zon"}}, "y"));
    CHECK(board("99XX")->id != board("98YY")->id);
    CHECK(schools.keep({.name = "De Nieuwe Regenboog", .brin = "99XX", .board = school::Board{}}, "y"));
    CHECK_FALSE(board("99XX"));
    CHECK(schools.keep({.name = "x", .brin = "99XX", .board = school::Board{.name = std::string(300, 'x')}}, "y").error().remedy ==
          Remedy::correct_input);

    INFO("a site is what the school says it is");
    auto site = (*roll)->sites[0];
    site.name = "Noord";
    site.networks = {*school::Network::from_text("10.1.0.0/16")};
    site.hours.week[1] = {{8h, 15h}};
    CHECK(schools.set(*id, site));
    roll = people.roll(*id);
    CHECK((*roll)->sites[0].name == "Noord");
    CHECK((*roll)->sites[0].networks == site.networks);
    CHECK((*roll)->sites[0].hours == site.hours);
    CHECK(schools.set(SchoolId{}, site).error().remedy == Remedy::not_found);
    auto wide = site;
    wide.networks = {*school::Network::from_text("0.0.0.0/0")};
    CHECK(schools.set(*id, wide).error().remedy == Remedy::correct_input);
    site.hours.week[1] = {{9h, 8h}};
    CHECK(schools.set(*id, site).error().remedy == Remedy::correct_input);

    INFO("a connection is what its runs and the school made of it");
    CHECK(schools.connections(*id)->empty());
    CHECK_FALSE(store::connection(schools, *id, Connected::roster).value());
    CHECK(store::connection(schools, SchoolId{}, Connected::roster).error().remedy == Remedy::not_found);
    CHECK(schools.connections(SchoolId{}).error().remedy == Remedy::not_found);
    const auto good = clock.now();
    CHECK(schools.ran(*id, Connected::roster, {.at = good, .findings = 3, .persons = 250}));
    clock.advance(1h);
    CHECK(schools.ran(*id, Connected::roster, {.at = clock.now(), .problem = 4}));
    auto connections = schools.connections(*id);
    REQUIRE(connections->size() == 1);
    CHECK(connections->front().kind == Connected::roster);
    CHECK(connections->front().state == Switch::on);
    CHECK(connections->front().last->problem == 4);
    CHECK(connections->front().last_good == good);
    CHECK(store::connection(schools, *id, Connected::roster).value()->last_good == good);
    CHECK_FALSE(store::connection(schools, *id, Connected::directory).value());
    CHECK(schools.turn(*id, Connected::roster, Switch::off));
    CHECK(schools.turn(*id, Connected::directory, Switch::off));
    connections = schools.connections(*id);
    REQUIRE(connections->size() == 2);
    CHECK(connections->front().state == Switch::off);
    CHECK(connections->front().last_good == good);
    CHECK_FALSE(connections->back().last);
    CHECK(schools.ran(*id, Connected::roster, {.at = clock.now()}));
    CHECK(schools.connections(*id)->front().state == Switch::off);
    CHECK(schools.turn(*id, Connected::roster, Switch::on));
    CHECK(schools.connections(*id)->front().state == Switch::on);
    CHECK(schools.turn(SchoolId{}, Connected::roster, Switch::on).error().remedy == Remedy::not_found);
}

}  // namespace monitor::contract
