// store: does what the administration said come out as it went in, and is it all or nothing?

#include <set>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

std::set<std::string> names(const auto& people) {
    std::set<std::string> names;
    for (const auto& person : people) names.insert(person.name.reveal(Purpose::operate));
    return names;
}
const auto& pupil(const school::Roll& roll, const std::string& user) {
    for (const auto& one : roll.pupils) {
        if (one.user == school::Name{user}) return one;
    }
    throw std::runtime_error{"no such pupil"};
}

}  // namespace

TEST_CASE("a school comes out as it went in", "[store]") {
    StoreOfTest test;
    const auto applied = test.apply(regenboog());
    CHECK(applied.fate == store::Fate::applied);
    CHECK(applied.pupils == roster::Tally{.added = 3});
    CHECK(applied.staff == roster::Tally{.added = 3});
    const auto roll = test.roll();
    CHECK(roll->school.name == "De Regenboog");
    CHECK(roll->school.brin == "99XX");
    CHECK(roll->school.id == test.school);
    CHECK(roll->directory_read == tuesday);
    REQUIRE(roll->sites.size() == 2);
    const auto& main = roll->sites[1];
    CHECK(main.name == "Hoofdgebouw");
    CHECK(main.hours == regenboog().sites[0].hours);
    CHECK(main.networks == regenboog().sites[0].networks);
    REQUIRE(roll->groups.size() == 2);
    CHECK(roll->groups[0].site == main.id);
    CHECK(names(roll->pupils) == std::set<std::string>{"Sanne B.", "Timoteüs V.", "Noortje K."});
    CHECK(pupil(*roll, "tim.v").groups.size() == 2);
    CHECK(pupil(*roll, "sanne.b").groups == std::vector{roll->groups[0].id});
    CHECK(names(roll->staff) == std::set<std::string>{"Anouk de Vries", "Kees Jansen", "Wilma Pieters"});
    for (const auto& member : roll->staff) {
        CHECK((member.employment == school::Employment::ended) == (member.user == school::Name{"wilma.pieters"}));
    }
    REQUIRE(must(test.stores.people->schools()).size() == 1);
}

TEST_CASE("the same roster twice changes nothing but its age", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto before = test.roll();
    test.clock.advance(1h);
    const auto again = test.apply(regenboog());
    CHECK(persons(again) == roster::Tally{.unchanged = 6});
    const auto after = test.roll();
    CHECK(after->directory_read == tuesday + 1h);
    CHECK(after->revision == before->revision + 1);
    for (std::size_t at = 0; at < before->pupils.size(); ++at) CHECK(before->pupils[at].id == after->pupils[at].id);
}

TEST_CASE("a change is counted, keeps its id, and who is gone is gone with all that hung on them", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto sanne = pupil(*test.roll(), "sanne.b").id;
    const auto anouk = test.staff("anouk.devries");
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = anouk}, 8h));
    auto other = regenboog();
    other.pupils[0].name = school::Name{"Sanne C."};
    other.pupils.erase(other.pupils.begin() + 2);
    other.pupils.push_back(pupil_line("p4", "Daan W.", "daan.w"));
    other.staff.erase(other.staff.begin());
    const auto applied = test.apply(other);
    CHECK(applied.pupils == roster::Tally{.added = 1, .changed = 1, .removed = 1, .unchanged = 1});
    CHECK(applied.staff == roster::Tally{.removed = 1, .unchanged = 2});
    const auto roll = test.roll();
    CHECK(pupil(*roll, "sanne.b").id == sanne);
    CHECK(names(roll->pupils) == std::set<std::string>{"Sanne C.", "Timoteüs V.", "Daan W."});
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
}

TEST_CASE("a group keeps its kind, and a change of it is a change", "[store]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    test.apply(snapshot);
    CHECK(test.roll()->groups[1].kind == school::GroupKind::base);
    snapshot.groups[1].kind = school::GroupKind::composed;
    CHECK(test.apply(snapshot).groups == roster::Tally{.changed = 1, .unchanged = 1});
    CHECK(test.roll()->groups[0].kind == school::GroupKind::base);
    CHECK(test.roll()->groups[1].kind == school::GroupKind::composed);
}

TEST_CASE("what waits says who would come, leave and be elsewhere, in the words of the people it is about", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    auto next = regenboog();
    next.year = {next.year.begins + std::chrono::years{1}};
    next.groups[1].kind = school::GroupKind::composed;
    next.pupils[0].groups = {"6b"};                                // Sanne goes to another group
    next.pupils.erase(next.pupils.begin() + 2);                    // Noortje leaves
    next.pupils.push_back(pupil_line("p4", "Daan W.", "daan.w"));  // Daan comes
    next.staff.erase(next.staff.begin());                          // so does Anouk leave
    CHECK(test.apply(next).fate == store::Fate::waits_for_year);
    const auto held = must(test.stores.rosters->held(test.school));
    REQUIRE(held.size() == 1);
    std::vector<std::string> told;
    for (const auto& mover : held[0].movers) {
        auto line = mover.name.reveal(Purpose::operate) + ":";
        for (const auto& group : mover.from) line += " -" + group;
        for (const auto& group : mover.to) line += " +" + group;
        told.push_back(line);
    }
    CHECK(told == std::vector<std::string>{"Daan W.: +Groep 5A", "Sanne B.: -Groep 5A +Groep 6B", "Noortje K.: -Groep 6B",
                                           "Anouk de Vries: -Groep 5A"});
    test.clock.advance(school::ends(this_year) + 1h - test.clock.now());
    must(test.stores.upkeep->sweep(test.clock.now()));
    CHECK(test.roll()->pupils.size() == 3);
    CHECK(test.roll()->groups[1].kind == school::GroupKind::composed);
}

TEST_CASE("someone whose employment ended is signed out by the roster itself", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto token = must(test.stores.sessions->begin({.school = test.school, .staff = test.staff("anouk.devries")}, 8h));
    CHECK(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
    auto other = regenboog();
    other.staff[0].employment = school::Employment::ended;
    test.apply(other);
    CHECK_FALSE(must(test.stores.sessions->find(token, 60min)));
    CHECK_FALSE(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
}

TEST_CASE("an account names one member of staff, exactly", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto kees = must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s2"}));
    REQUIRE(kees);
    CHECK(kees->school == test.school);
    CHECK(kees->staff == test.staff("kees.jansen"));
    for (const auto& [tenant, object] :
         {std::pair{"tenant-2", "object-s2"}, std::pair{"tenant-1", "object-s9"}, std::pair{"", ""},
          std::pair{"tenant-1o", "bject-s2"}, std::pair{"tenant-1", "object-s2' OR 1=1 --"}}) {
        CHECK_FALSE(must(test.stores.people->staff(tenant, Personal<std::string>{object})));
    }
}

TEST_CASE("two schools are two, whatever their keys are called", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto first = test.school;
    const auto sanne = pupil(*test.roll(), "sanne.b").id;
    auto other = regenboog();
    other.brin = "98YY";
    other.school_name = "De Vuurtoren";
    other.staff.clear();
    test.apply(other);
    CHECK(test.school != first);
    CHECK(pupil(*test.roll(), "sanne.b").id != sanne);
    CHECK(must(test.stores.people->schools()).size() == 2);
    other.pupils.clear();
    test.apply(other);
    test.school = first;
    CHECK(test.roll()->pupils.size() == 3);
    CHECK(must(test.stores.people->roll(first))->revision == 1);
}

TEST_CASE("a roster that is wrong is refused as a whole, naming the place", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto refused = [&](auto spoil, const std::string& place) {
        auto snapshot = regenboog();
        spoil(snapshot);
        const auto applied = test.stores.rosters->apply(snapshot);
        REQUIRE_FALSE(applied);
        CHECK(applied.error().remedy == Remedy::correct_input);
        CHECK(applied.error().place.starts_with(place));
        CHECK(test.roll()->revision == 1);
    };
    refused([](auto& s) { s.brin = "99xx"; }, "brin");
    refused([](auto& s) { s.school_name = std::string(257, 'x'); }, "school_name");
    refused([](auto& s) { s.year = {}; }, "year");
    refused([](auto& s) { s.year = {std::chrono::year{2025}}; }, "year");
    refused([](auto& s) { s.year = {std::chrono::year{2028}}; }, "year");
    refused([](auto& s) { s.groups[1].site = "nowhere"; }, "group[1].site");
    refused([](auto& s) { s.sites.push_back(s.sites[0]); }, "site[2].key");
    refused([](auto& s) { s.pupils[2].key = roster::Key{"p1"}; }, "pupil[2].key");
    refused([](auto& s) { s.pupils[2].user = school::Name{"sanne.b"}; }, "pupil[2].user");
    refused([](auto& s) { s.staff[0].user = school::Name{"sanne.b"}; }, "staff[0].user");
    refused([](auto& s) { s.staff[1].account = s.staff[0].account; }, "staff[1].account");
    refused([](auto& s) { s.sites[0].hours.week[1] = {{9h, 8h}}; }, "site[0].hours");
}

TEST_CASE("a source that does not name the school leaves the name it has, and a school without one is called by its BRIN",
          "[store]") {
    StoreOfTest test;
    auto unnamed = regenboog();
    unnamed.school_name.clear();
    test.apply(unnamed);
    CHECK(test.roll()->school.name == "99XX");
    test.apply(regenboog());
    test.apply(unnamed);
    CHECK(test.roll()->school.name == "De Regenboog");
}

TEST_CASE("a line that can be left out does not lose the school", "[store]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    snapshot.pupils[0].name = school::Name{""};
    snapshot.pupils[1].groups = {"5a", "nowhere"};
    test.apply(snapshot);
    const auto roll = test.roll();
    CHECK(roll->pupils.size() == 2);
    CHECK(pupil(*roll, "tim.v").groups.size() == 1);
    const auto findings = roster::check(snapshot);
    REQUIRE(std::ranges::count(findings, roster::Severity::skipped, &roster::Finding::severity) == 2);
    for (const auto& finding : findings) CHECK(finding.message.find("Tim") == std::string::npos);
}

TEST_CASE("at the end of the school year everybody is gone, swept or not, unless the new year names them", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const Instant end = school::ends(this_year);
    test.clock.jump(end - test.clock.now() - 1ms);
    CHECK(test.roll()->pupils.size() == 3);
    auto new_year = regenboog(next_year);
    new_year.pupils.erase(new_year.pupils.begin());
    const auto tim = pupil(*test.roll(), "tim.v").id;

    SECTION("not named again: nobody is seen") {
        test.clock.jump(1ms);
        CHECK(test.roll()->pupils.empty());
        CHECK(test.roll()->staff.empty());
        CHECK_FALSE(must(test.stores.people->staff("tenant-1", Personal<std::string>{"object-s1"})));
        const auto applied = test.apply(new_year);
        CHECK(persons(applied) == roster::Tally{.added = 5});
    }
    SECTION("named for the new year in time: they stay, with the same id, from the first of August on") {
        const auto applied = test.apply(new_year);
        CHECK(applied.fate == store::Fate::waits_for_year);
        CHECK(persons(applied) == roster::Tally{.removed = 1, .unchanged = 5});
        CHECK(test.roll()->pupils.size() == 3);
        test.clock.jump(1ms);
        CHECK(test.roll()->pupils.empty());
        must(store::sweep(test.stores, test.clock.now()));
        CHECK(test.roll()->pupils.size() == 2);
    }
    CHECK(pupil(*test.roll(), "tim.v").id == tim);
}

TEST_CASE("a clock set back does not bring anybody back", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    test.clock.jump(school::ends(this_year) - test.clock.now());
    must(store::raise_high_water(test.stores, test.clock.now()));
    test.clock.jump(-72h);
    CHECK(test.roll()->pupils.empty());
    must(store::raise_high_water(test.stores, test.clock.now()));
    CHECK(must(store::high_water(test.stores)) == school::ends(this_year));
    test.reopen();
    CHECK(test.roll()->pupils.empty());
}

TEST_CASE("a school nobody knows is not found", "[store]") {
    StoreOfTest test;
    CHECK(test.stores.people->roll(SchoolId{}).error().remedy == Remedy::not_found);
    CHECK(must(test.stores.people->schools()).empty());
    CHECK(must(test.stores.changes->now()).empty());
    CHECK_FALSE(must(store::high_water(test.stores)));
}
