// Does a look at the whole find what would make it wrong to apply?

#include <catch2/catch.hpp>

#include "monitor/roster/snapshot.hpp"

using namespace monitor;
using namespace monitor::roster;

namespace {

Personal<std::string> text(const char* given) {
    return Personal<std::string>{given};
}

Snapshot whole() {
    Snapshot all{
        .year = {std::chrono::year{2026}}, .brin = "99XX", .school_name = "De Regenboog", .sites = {{"h", "Hoofdgebouw"}}};
    all.groups = {{"5a", "Groep 5A", "h"}};
    all.pupils = {{.key = text("p1"), .name = text("Bo D."), .user = text("bo.d"), .groups = {"5a"}}};
    all.staff = {{.key = text("t1"), .name = text("Anna Jansen"), .user = text("a.jansen"), .groups = {"5a"}}};
    all.guardians = {{.key = text("o1"), .name = text("Karin Dam"), .children = {{text("p1"), Relation::parent}}}};
    return all;
}

// The only finding, as "severity place".
std::string only(const Snapshot& snapshot) {
    const auto findings = check(snapshot);
    if (findings.size() != 1) return std::to_string(findings.size()) + " findings";
    constexpr const char* words[] = {"?", "note", "skipped", "fatal"};
    return std::string{words[static_cast<std::size_t>(findings[0].severity)]} + " " + findings[0].place;
}

template <class Change>
std::string after(Change change) {
    auto all = whole();
    change(all);
    return only(all);
}

}  // namespace

TEST_CASE("a school that is whole has nothing against it, also where its networks are not set yet", "[roster][check]") {
    CHECK(check(whole()).empty());
}

TEST_CASE("what a school cannot do without is fatal", "[roster][check]") {
    CHECK(after([](auto& all) { all.year = {}; }) == "fatal year");
    CHECK(after([](auto& all) { all.brin = "99xx"; }) == "fatal brin");
    CHECK(after([](auto& all) { all.school_name = std::string(257, 'a'); }) == "fatal school_name");
    CHECK(after([](auto& all) { all.groups[0].site = "n"; }) == "fatal group[0].site");
    CHECK(after([](auto& all) { all.groups.push_back(all.groups[0]); }) == "fatal group[1].key");
    CHECK(after([](auto& all) { all.staff[0].user = all.pupils[0].user; }) == "fatal staff[0].user");
    CHECK(after([](auto& all) { all.pupils[0].name = Personal{std::string(257, 'x')}; }) == "fatal pupil[0].name");
}

TEST_CASE("what only concerns one person is left out", "[roster][check]") {
    CHECK(after([](auto& all) { all.pupils[0].groups = {"6a"}; }) == "skipped pupil[0].groups[0]");
    CHECK(after([](auto& all) { all.pupils[0].name = {}; }) == "skipped pupil[0].name");
    CHECK(after([](auto& all) { all.staff[0].user = {}; }) == "note staff[0].user");
}

TEST_CASE("a guardian has a key, a name and a pupil of this school", "[roster][check]") {
    CHECK(after([](auto& all) { all.guardians.push_back(all.guardians[0]); }) == "fatal guardian[1].key");
    CHECK(after([](auto& all) { all.guardians[0].key = {}; }) == "fatal guardian[0].key");
    CHECK(after([](auto& all) { all.guardians[0].name = {}; }) == "skipped guardian[0].name");
    CHECK(after([](auto& all) { all.guardians[0].children.clear(); }) == "skipped guardian[0].children");
    CHECK(after([](auto& all) { all.guardians[0].children[0].pupil = text("p9"); }) == "skipped guardian[0].children[0]");
    CHECK(after([](auto& all) { all.guardians[0].children.push_back(all.guardians[0].children[0]); }) ==
          "skipped guardian[0].children[1]");
    CHECK(after([](auto& all) { all.guardians[0].email = Personal{std::string(257, 'x')}; }) == "fatal guardian[0].email");
}
