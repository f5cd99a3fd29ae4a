// pages: does the administrator of a board manage each of its schools, and no other?

#include <catch2/catch.hpp>

#include "http/pages.hpp"
#include "support/store_of_test.hpp"
#include "unit/server_ref/browser.hpp"
#include "unit/server_ref/fake_rooms.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

/// De Regenboog and De Vlinder of one board, De Ster of another; Anouk of De Regenboog has her browser open.
struct BoardOfTest : Browser {
    StoreOfTest test;
    FakeHub hub{};
    FakeSchedule schedule{};
    settings::Server settings{};
    NoLog log{};
    SchoolId vlinder{}, ster{};

    explicit BoardOfTest(school::Duty duty = school::Duty::board_admin) {
        test.apply(regenboog());
        keep("De Regenboog", "99XX", "De Kring");
        vlinder = keep("De Vlinder", "88AA", "De Kring");
        ster = keep("De Ster", "77AA", "Zon");
        settings.public_url = origin;
        const auto anouk = test.staff("anouk.devries");
        must(test.stores.rights->grant(test.school, anouk, duty));
        cookies["__Host-session"] =
            must(test.stores.sessions->begin({.school = test.school, .staff = anouk}, 8h)).reveal(Purpose::match_account);
        pages = pages::make_pages({test.stores, hub, schedule, {}, settings, test.random, test.clock, log});
    }
    SchoolId keep(const std::string& name, const std::string& brin, const std::string& board) {
        return must(test.stores.schools->keep({.name = name, .brin = brin, .board = school::Board{.name = board}}, "Hier"));
    }
    transport::Response change(SchoolId of, const std::string& what) {
        return send("/school", look("/school").body, "&school=" + of.text() + "&do=" + what);
    }
    transport::Response choose(SchoolId school) { return change(test.school, "choose&to=" + school.text()); }
    bool managing(const std::string& name) {
        return look("/school").body.find("<h1>Beheer van " + name + "</h1>") != std::string::npos;
    }
    std::string set_site(SchoolId at) {
        const auto site = must(test.stores.people->roll(at))->sites.front().id.text();
        return "site&site=" + site + "&networks=192.0.2.0%2F24&open=&holidays=";
    }
    std::size_t networks(SchoolId at) { return must(test.stores.people->roll(at))->sites.front().networks.size(); }
    std::size_t lines(SchoolId at) { return must(test.stores.trail->read(at, 0, 100)).size(); }
};

}  // namespace

TEST_CASE("one school's administrator has no other to choose", "[server_ref]") {
    BoardOfTest board{school::Duty::school_admin};
    CHECK(board.look("/school").body.find("De Kring") == std::string::npos);
    CHECK(board.look("/school/board").status == 404);
    CHECK(board.choose(board.vlinder).status == 404);
    board.cookies["__Host-school"] = board.vlinder.text();
    CHECK(board.managing("De Regenboog"));
    CHECK(board.change(board.vlinder, board.set_site(board.vlinder)).status == 400);
    CHECK(board.networks(board.vlinder) == 0);
}

TEST_CASE("a board's administrator chooses among its schools, and what they do there is in the log of that school", "[server_ref]") {
    BoardOfTest board;
    CHECK(board.look("/school").body.find("De Kring heeft hier 2 scholen.") != std::string::npos);
    const auto listed = board.look("/school/board").body;
    CHECK(listed.find("De Vlinder") != std::string::npos);
    CHECK(listed.find("De Ster") == std::string::npos);
    CHECK(BoardOfTest::header(board.choose(board.vlinder), "location") == "/school");
    CHECK(board.managing("De Vlinder"));
    const auto before = board.lines(board.test.school);
    CHECK(board.change(board.vlinder, board.set_site(board.vlinder)).status == 303);
    CHECK(board.networks(board.vlinder) == 1);
    CHECK(board.lines(board.vlinder) == 1);
    // With half the country inside, every home would count as school.
    const auto wide = "site&site=" + must(board.test.stores.people->roll(board.vlinder))->sites.front().id.text() +
                      "&networks=0.0.0.0%2F1%0D%0A128.0.0.0%2F1&open=&holidays=";
    CHECK(board.change(board.vlinder, wide).status == 400);
    CHECK(board.networks(board.vlinder) == 1);
    CHECK(board.lines(board.vlinder) == 1);
    CHECK(board.lines(board.test.school) == before);
    for (const auto* page : {"/school/links", "/school/devices", "/school/roster/off"}) CHECK(board.look(page).status == 200);
}

TEST_CASE("a form of one school does nothing at another that was chosen since, nor does one of no school", "[server_ref]") {
    BoardOfTest board;
    board.choose(board.vlinder);
    CHECK(board.change(board.test.school, board.set_site(board.vlinder)).status == 400);
    CHECK(board.send("/school", board.look("/school").body, "&do=" + board.set_site(board.vlinder)).status == 400);
    CHECK(board.networks(board.vlinder) == 0);
    CHECK(board.lines(board.vlinder) == 0);
}

TEST_CASE("a school of another board is not there, and one that leaves the board, or a duty that ends, is gone at once", "[server_ref]") {
    BoardOfTest board;
    CHECK(board.choose(board.ster).status == 404);
    board.cookies["__Host-school"] = board.ster.text();
    CHECK(board.managing("De Regenboog"));
    board.cookies["__Host-school"] = "nonsense";
    CHECK(board.managing("De Regenboog"));
    board.choose(board.vlinder);
    CHECK(board.managing("De Vlinder"));
    SECTION("another board") { board.keep("De Vlinder", "88AA", "Zon"); }
    SECTION("no board") { board.keep("De Regenboog", "99XX", ""); }
    SECTION("another duty") {
        const auto anouk = board.test.staff("anouk.devries");
        must(board.test.stores.rights->grant(board.test.school, anouk, school::Duty::school_admin));
        must(board.test.stores.rights->withdraw(board.test.school, anouk, school::Duty::board_admin));
    }
    CHECK(board.managing("De Regenboog"));
}
