// pages: do they ask the rules of acts before they do something, and say why not?

#include <catch2/catch.hpp>

#include "http/pages.hpp"
#include "monitor/policy/words.hpp"
#include "support/store_of_test.hpp"
#include "unit/server_ref/browser.hpp"
#include "unit/server_ref/fake_rooms.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

/// De Regenboog with Anouk's browser open; what she is there, the test says.
struct School : Browser {
    StoreOfTest test;
    FakeHub hub{};
    FakeSchedule schedule{};
    settings::Server settings{};
    NoLog log{};

    explicit School(std::vector<school::Duty> duties, std::vector<std::string> teaches = {"5a"}) {
        auto snapshot = regenboog();
        snapshot.staff[0].groups = std::move(teaches);
        test.apply(snapshot);
        settings.public_url = origin;
        const auto anouk = test.staff("anouk.devries");
        for (const auto duty : duties) must(test.stores.rights->grant(test.school, anouk, duty));
        cookies["__Host-session"] =
            must(test.stores.sessions->begin({.school = test.school, .staff = anouk}, 8h)).reveal(Purpose::match_account);
        pages = pages::make_pages({test.stores, hub, schedule, {}, settings, test.random, test.clock, log});
    }

    transport::Response grant(const std::string& user, school::Duty duty, const std::string& what = "grant") {
        return send("/school", look("/school").body,
                    "&school=" + test.school.text() + "&do=" + what + "&staff=" + test.staff(user).text() +
                        "&duty=" + std::to_string(static_cast<int>(duty)));
    }
    transport::Response stand_in() {
        const auto roll = must(test.stores.people->roll(test.school));
        return send("/groups/stand-in", look("/groups").body, "&group=" + roll->groups[1].id.text() + "&why=1");
    }
    transport::Response change(const std::string& what, const std::string& fields = {}) {
        return send("/school", look("/school").body, "&school=" + test.school.text() + "&do=" + what + fields);
    }
    /// How often it is in the log that support looked.
    std::size_t looked() {
        return static_cast<std::size_t>(std::ranges::count(must(test.stores.trail->read(test.school, 0, 100)),
                                                           audit::Act::support_looked, [](const auto& kept) { return kept.entry->act; }));
    }
    std::vector<school::Duty> duties(const std::string& user) {
        const auto roll = must(test.stores.people->roll(test.school));
        return std::ranges::find(roll->staff, test.staff(user), &school::Staff::id)->duties;
    }
    std::size_t replacements() {
        const auto roll = must(test.stores.people->roll(test.school));
        return std::ranges::find(roll->staff, test.staff("anouk.devries"), &school::Staff::id)->replaces.size();
    }
};

bool says(const transport::Response& response, policy::ActRefusal why) {
    return response.body.find(policy::sentence(why, Language::nl)) != std::string::npos;
}

using school::Duty;

}  // namespace

TEST_CASE("an administrator gives a colleague a duty, and nobody one to themselves", "[server_ref]") {
    School school{{Duty::school_admin}};
    CHECK(school.grant("kees.jansen", Duty::support).status == 303);
    CHECK(school.duties("kees.jansen") == std::vector{Duty::support});
    const auto refused = school.grant("anouk.devries", Duty::privacy_officer);
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::not_for_oneself));
    CHECK(school.duties("anouk.devries") == std::vector{Duty::school_admin});
}

TEST_CASE("a duty of the board is not given by a school, and may be laid down", "[server_ref]") {
    School school{{Duty::school_admin, Duty::board_admin}};
    const auto refused = school.grant("kees.jansen", Duty::board_admin);
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::duty_not_theirs_to_grant));
    CHECK(school.grant("anouk.devries", Duty::board_admin, "withdraw").status == 303);
    CHECK(school.duties("anouk.devries") == std::vector{Duty::school_admin});
}

TEST_CASE("a colleague stands in, and who is there for the technique alone does not", "[server_ref]") {
    School teacher{{}};
    CHECK(teacher.stand_in().status == 303);
    CHECK(teacher.replacements() == 1);
    School both{{Duty::support}};
    CHECK(both.stand_in().status == 303);
    School support{{Duty::support}, {}};
    const auto refused = support.stand_in();
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::not_their_duty));
    CHECK(support.replacements() == 0);
}

TEST_CASE("while the clock is in doubt nobody stands in until midnight", "[server_ref]") {
    School school{{}};
    must(school.test.stores.upkeep->raise_high_water(school.test.clock.now() - 26h - 1ms));
    const auto refused = school.stand_in();
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::time_doubtful));
    CHECK(school.replacements() == 0);
    must(school.test.stores.upkeep->raise_high_water(school.test.clock.now() - 26h));
    CHECK(school.stand_in().status == 303);
}

TEST_CASE(
    "support sees the school's page while the school permits it, is written down, once for as long as it goes on looking, and "
    "changes no people",
    "[server_ref]") {
    School school{{Duty::support}};
    const auto shut = school.look("/school");
    CHECK(shut.status == 403);
    CHECK(says(shut, policy::ActRefusal::no_permission));
    CHECK(school.looked() == 0);

    must(school.test.stores.rights->permit_support(school.test.school, school.test.clock.now() + 20min));
    const auto seen = school.look("/school");
    CHECK(seen.status == 200);
    CHECK(seen.body.find("Neem terug") == std::string::npos);  // nothing stands there that they may not do
    CHECK(seen.body.find("/school/lessons") == std::string::npos);
    CHECK(school.look("/school/links").status == 200);
    CHECK(school.looked() == 1);
    school.test.clock.advance(15min);
    CHECK(school.look("/school").status == 200);
    CHECK(school.looked() == 2);
    const auto refused = school.grant("kees.jansen", Duty::school_admin);
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::not_their_duty));

    school.test.clock.jump(5min);
    CHECK(school.look("/school").status == 403);
}

TEST_CASE("an administrator permits support and withdraws it, and nobody permits themselves", "[server_ref]") {
    School admin{{Duty::school_admin}};
    const auto until = [](School& at) { return must(at.test.stores.rights->support(at.test.school)); };
    CHECK(admin.change("permit-support", "&for=hour").status == 303);
    CHECK(until(admin) == admin.test.clock.now() + 1h);
    CHECK(admin.look("/school").body.find("end-support") != std::string::npos);
    CHECK(admin.change("end-support").status == 303);
    CHECK(until(admin) == std::nullopt);
    CHECK(admin.change("permit-support", "&for=year").status == 400);
    CHECK(admin.looked() == 0);

    School both{{Duty::school_admin, Duty::support}};
    const auto refused = both.change("permit-support", "&for=hour");
    CHECK(refused.status == 403);
    CHECK(says(refused, policy::ActRefusal::not_for_oneself));
    CHECK(until(both) == std::nullopt);
    must(both.test.stores.rights->permit_support(both.test.school, both.test.clock.now() + 1h));
    CHECK(both.change("end-support").status == 303);
    CHECK(until(both) == std::nullopt);
}

TEST_CASE("the privacy officer, who does not manage the school, records and lifts an objection where the person is",
          "[server_ref]") {
    School school{{Duty::privacy_officer}};
    const auto pupil = must(school.test.stores.people->roll(school.test.school))->pupils.front().id;
    const auto place = "/rights/pupil/" + pupil.text();
    const auto post = [&](const std::string& what, const std::string& kind) {
        return school.send(
            "/rights", school.look(place).body,
            "&school=" + school.test.school.text() + "&do=" + what + "&kind=pupil&id=" + pupil.text() + "&against=" + kind);
    };
    const auto against = [&] { return must(school.test.stores.people->roll(school.test.school))->pupils.front().against; };
    CHECK(school.look(place).body.find("Niet vastgelegd.") != std::string::npos);
    CHECK(post("record-against", "2").status == 303);
    CHECK(against() == std::vector{school::Against::restriction});
    CHECK(school.look(place).body.find("Vastgelegd: niemand kan meekijken.") != std::string::npos);
    CHECK(post("record-against", "3").status == 400);
    CHECK(post("lift-against", "2").status == 303);
    CHECK(against().empty());
    School teacher{{}};
    CHECK(teacher.look(place).status == 404);
}
