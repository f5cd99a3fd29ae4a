// Are changes of OneRoster laid over what was there, and is nobody left with a right that was taken away?

#include <catch2/catch.hpp>

#include "support/oneroster_small.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace monitor::test::oneroster;
using test::any_fatal;
using test::finding;

TEST_CASE("changes are laid over what was there", "[roster][oneroster][delta]") {
    const auto before = read(small_1_1(), Wanted::look_along_and_portal);
    const Texts changes{
        {"manifest.csv",
         "propertyName,value\noneroster.version,1.1\nfile.users,delta\nfile.enrollments,delta\nfile.classes,delta\n"},
        {"classes.csv", std::string{classes} + "plus,tobedeleted,2026-11-22T00:00:00Z,,,,,,,99XX01,,,,\n"
                                               "g6,active,2026-11-22T00:00:00Z,Groep 6,06,,,homeroom,,99XX01,,,,\n"},
        {"enrollments.csv", std::string{enrolments} +
                                "e3,tobedeleted,,g5a,99XX01,lk-1,teacher,,,\ne7,active,,g6,99XX01,lk-1,teacher,,,\n"
                                "e8,active,,g6,99XX01,ll-3,student,,,\n"},
        {"users.csv", std::string{users_1_1} +
                          "ll-3,active,,true,99XX01,student,cas.d,,Cas,Dijk,,,,,,oud-2,,\n"
                          "ll-2,tobedeleted,,true,99XX01,student,,,,,,,,,,,,\n"
                          "ll-1,active,,true,99XX01,student,sanne.v@school.example,,Sanne,Bos,,10001,,,,oud-1,07,\n"}};
    const auto after = merge(before.snapshot, changes, Wanted::look_along_and_portal);
    const auto& all = after.snapshot;
    CHECK_FALSE(any_fatal(after));
    CHECK(all.brin == "99XX");
    CHECK(all.year == before.snapshot.year);
    CHECK(all.sites.size() == 1);
    REQUIRE(all.groups.size() == 2);
    CHECK(all.groups[1].key == "g6");
    REQUIRE(all.pupils.size() == 2);
    CHECK(shown(line(all.pupils, "ll-1")->name) == "Sanne B.");
    CHECK(line(all.pupils, "ll-1")->groups == Names{"g5a"});
    CHECK(line(all.pupils, "ll-3")->groups == Names{"g6"});
    CHECK(all.staff[0].groups == Names{"g6"});
    REQUIRE(all.guardians.size() == 2);
    CHECK(children(all.guardians[0]) == Children{{"ll-1", Relation::parent}});
    CHECK(children(all.guardians[1]) == Children{{"ll-3", Relation::guardian}});
    CHECK(check(all).empty());
}

TEST_CASE("a change that does not say whom it is about asks for a whole delivery", "[roster][oneroster][delta]") {
    const auto before = read(small_1_1()).snapshot;
    const auto manifest = "propertyName,value\noneroster.version,1.1\nfile.enrollments,delta\n";
    const auto import =
        merge(before, {{"manifest.csv", manifest}, {"enrollments.csv", std::string{enrolments} + "e3,tobedeleted,,,,,,,,\n"}});
    REQUIRE(any_fatal(import));
    CHECK(finding(import, "enrollments.csv:2", "give a whole delivery") != nullptr);
}

TEST_CASE("changes cannot be laid over nothing", "[roster][oneroster][delta]") {
    const auto import =
        merge({}, {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,delta\n"}, {"orgs.csv", orgs}});
    REQUIRE(any_fatal(import));
    CHECK(finding(import, "orgs.csv", "give a whole delivery") != nullptr);
}

TEST_CASE("changes of roles take rights away at once, and grant none without a name", "[roster][oneroster][delta]") {
    const auto before = read(small_1_2()).snapshot;
    const auto with_roles = [&](const std::string& rows, const std::string& users = "") {
        return merge(before,
                     {{"manifest.csv", "propertyName,value\noneroster.version,1.2.1\nfile.roles,delta\nfile.users,delta\n"},
                      {"roles.csv", roles_1_2 + rows},
                      {"users.csv", users_1_2 + users}});
    };
    CHECK(with_roles("r2,tobedeleted,,lk-1,primary,teacher,,,99XX01,\n").snapshot.staff.empty());
    CHECK(with_roles("r2,active,,lk-1,primary,teacher,,2026-11-01,99XX01,\n").snapshot.staff.empty());
    CHECK(with_roles("r2,active,,lk-1,primary,teacher,,,99XX01,\n").snapshot.staff.size() == 1);
    CHECK(any_fatal(with_roles("r2,tobedeleted,,,primary,,,,,\n")));
    CHECK(any_fatal(with_roles("r9,active,,new,primary,teacher,,,99XX01,\n")));
    const auto hired = with_roles("r9,active,,new,primary,teacher,,,99XX01,\n", "new,active,,true,new,,Ank,Bos,,,,,,,,,,,,,,,\n");
    CHECK(hired.snapshot.staff.size() == 2);
    // A name that changes says nothing about the role, which stays.
    const auto renamed = with_roles("", "lk-1,active,,true,a.jansen,,Anna,Bos,,,,,,,,,,,,,,,\n");
    REQUIRE(renamed.snapshot.staff.size() == 1);
    CHECK(shown(renamed.snapshot.staff[0].name) == "Anna Bos");
    CHECK(renamed.snapshot.staff[0].groups == Names{"g5a"});
}

TEST_CASE("a whole file among changes takes the place of what was there", "[roster][oneroster][delta]") {
    const auto before = read(small_1_1()).snapshot;
    const auto import = merge(before, {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.enrollments,bulk\n"},
                                       {"enrollments.csv", std::string{enrolments} + "e1,,,plus,99XX01,ll-2,student,,,\n"}});
    CHECK(import.snapshot.pupils.size() == 2);
    CHECK(line(import.snapshot.pupils, "ll-1")->groups.empty());
    CHECK(line(import.snapshot.pupils, "ll-2")->groups == Names{"plus"});
    CHECK(import.snapshot.staff[0].groups.empty());
}
