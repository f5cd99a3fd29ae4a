// Is OneRoster read as it is delivered: one school out of several, this year, those who are there today?

#include <catch2/catch.hpp>

#include "support/oneroster_small.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace monitor::test::oneroster;
using test::any_fatal;
using test::finding;
using test::MemoryFiles;

TEST_CASE("a delivery of OneRoster 1.1 becomes one school", "[roster][oneroster]") {
    const auto import = read(small_1_1());
    CHECK(import.findings.empty());
    const auto& all = import.snapshot;
    CHECK(all.brin == "99XX");
    CHECK(all.school_name == "De Regenboog");
    CHECK(all.year.text() == "2026-2027");
    REQUIRE(all.sites.size() == 1);
    CHECK(all.sites[0].key == "99XX01");
    REQUIRE(all.groups.size() == 2);
    CHECK(all.groups[0].kind == GroupKind::base);
    CHECK(all.groups[1].kind == GroupKind::composed);
    REQUIRE(all.pupils.size() == 2);
    CHECK(shown(all.pupils[0].name) == "Sanne V.");
    CHECK(shown(all.pupils[1].name) == "Zo\u00eb IJ.");
    CHECK(all.pupils[0].groups == Names{"g5a", "plus"});
    CHECK(shown(all.pupils[0].clues.number) == "10001");
    REQUIRE(all.staff.size() == 1);
    CHECK(shown(all.staff[0].name) == "Anna Jansen");
    CHECK(all.staff[0].groups == Names{"g5a"});
    CHECK(all.staff[0].employment == school::Employment::active);
    CHECK(all.guardians.empty());
    CHECK(check(all).empty());
}

TEST_CASE("a delivery of OneRoster 1.2 takes roles and the name someone goes by", "[roster][oneroster]") {
    const auto import = read(small_1_2());
    CHECK(import.findings.empty());
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(shown(import.snapshot.pupils[0].name) == "Sanne V.");
    REQUIRE(import.snapshot.staff.size() == 1);
    CHECK(import.snapshot.staff[0].employment == school::Employment::active);
}

TEST_CASE("trap: parents come through agents, and only where the portal is wanted", "[roster][oneroster]") {
    const auto import = read(small_1_1(), Wanted::look_along_and_portal);
    CHECK(import.findings.empty());
    REQUIRE(import.snapshot.guardians.size() == 2);
    const auto& karin = import.snapshot.guardians[0];
    CHECK(shown(karin.name) == "Karin de Vries");
    CHECK(shown(karin.email) == "ouder1@example.org");
    CHECK(shown(karin.phone) == "0612");
    CHECK(children(karin) == Children{{"ll-1", Relation::parent}});
    // Named by the pupil alone; a list of agents in quotes.
    const auto& omar = import.snapshot.guardians[1];
    CHECK(shown(omar.phone) == "0698");
    CHECK(children(omar) == Children{{"ll-1", Relation::guardian}});
    CHECK(read(small_1_2(), Wanted::look_along_and_portal).snapshot.guardians.size() == 1);
    CHECK(check(import.snapshot).empty());
}

TEST_CASE("trap: a list of agents without quotes shifts the row, which is left out and told", "[roster][oneroster]") {
    auto files = small_1_1();
    replace(files["users.csv"], "\"oud-1,oud-2\"", "oud-1,oud-2");
    const auto import = read(files);
    CHECK(import.snapshot.pupils.size() == 1);
    CHECK(finding(import, "users.csv:2", "a comma in a cell without quotes") != nullptr);
}

TEST_CASE("trap: the school year of a session is the year in which it ends", "[roster][oneroster]") {
    auto files = small_1_1();
    files["academicSessions.csv"] = std::string{sessions} + "jaar,,,x,schoolYear,,,,2028\nnajaar,,,y,term,,,jaar,\n";
    CHECK(read(files).snapshot.year.text() == "2027-2028");
    // Some write the year in which it begins: the dates beside it are right.
    files["academicSessions.csv"] = std::string{sessions} + "jaar,,,x,schoolYear,2026-08-01,2027-07-31,,2026\n";
    const auto import = read(files);
    CHECK(import.snapshot.year.text() == "2026-2027");
    CHECK(finding(import, "academicSessions.csv:2.schoolYear", "the dates are taken") != nullptr);
    files["academicSessions.csv"] = sessions;
    CHECK(finding(read(files), "academicSessions.csv", "taken as 2026-2027") != nullptr);
}

TEST_CASE("of two school years in one delivery this one is read", "[roster][oneroster]") {
    auto files = small_1_1();
    files["academicSessions.csv"] += "later,,,2027-2028,schoolYear,2027-08-01,2028-07-31,,2028\n";
    files["classes.csv"] += "g6a,,,Groep 6A,06,,6A,homeroom,,99XX01,later,,,\n";
    files["enrollments.csv"] += "e9,,,g6a,99XX01,ll-1,student,,,\n";
    const auto import = read(files);
    CHECK(import.snapshot.groups.size() == 2);
    CHECK(import.snapshot.pupils[0].groups == Names{"g5a", "plus"});
    CHECK(finding(import, "classes.csv", "1 classes belong to another school year") != nullptr);
    MemoryFiles delivery{files};
    const auto next = read_oneroster(delivery, {.now = a_day_in_november, .year = school::SchoolYear{std::chrono::year{2027}}});
    CHECK(next.snapshot.year.text() == "2027-2028");
    CHECK(next.snapshot.groups.size() == 1);
}

TEST_CASE("of several schools in one delivery the BRIN chooses, and without it the choices are listed", "[roster][oneroster]") {
    auto files = small_1_1();
    files["orgs.csv"] += "x2,,,De Zon,school,88YY,bestuur\n";
    files["classes.csv"] += "z1,,,Groep 1Z,01,,,homeroom,,x2,najaar,,,\n";
    files["enrollments.csv"] += "e9,,,z1,x2,zz-1,student,,,\n";
    files["users.csv"] +=
        "zz-1,,,true,x2,student,bo.d,,Bo,Dam,,,,,,,,\nlk-2,,,true,\"x2,99XX01\",teacher,both,,Ank,Bos,,,,,,,,\n";
    const auto none = read(files);
    REQUIRE(any_fatal(none));
    CHECK(finding(none, "orgs.csv", "99XX00 \"De Regenboog\", 88YY00 \"De Zon\"") != nullptr);
    CHECK(any_fatal(read(files, Wanted::look_along, "77ZZ")));
    CHECK(any_fatal(read(files, Wanted::look_along, "nonsense")));
    const auto sun = read(files, Wanted::look_along, "88yy");
    CHECK(sun.findings.empty());
    CHECK(sun.snapshot.brin == "88YY");
    CHECK(sun.snapshot.groups.size() == 1);
    REQUIRE(sun.snapshot.pupils.size() == 1);
    CHECK(sun.snapshot.pupils[0].groups == Names{"z1"});
    CHECK(sun.snapshot.staff.size() == 1);
    CHECK(read(files, Wanted::look_along, "99XX").snapshot.staff.size() == 2);
}

TEST_CASE("locations of one school are its sites", "[roster][oneroster]") {
    auto files = small_1_1();
    files["orgs.csv"] = std::string{orgs} + "noord,,,Regenboog Noord,school,99XX01,\n99XX01,,,De Regenboog,school,99XX,\n";
    replace(files["classes.csv"], "homeroom,,99XX01", "homeroom,,noord");
    const auto import = read(files);
    CHECK(import.snapshot.school_name == "De Regenboog");
    REQUIRE(import.snapshot.sites.size() == 2);
    CHECK(import.snapshot.groups[0].site == "noord");
    const auto north = read(files, Wanted::look_along, "99XX01").snapshot;
    CHECK(north.sites.size() == 1);
    CHECK(north.groups.size() == 1);
}

TEST_CASE("a school without a BRIN is taken for the one that was asked for, if it is the only one", "[roster][oneroster]") {
    auto files = small_1_1();
    replace(files["orgs.csv"], "99XX01,,,De Regenboog,school,99XX", "s-1,,,De Regenboog,school,");
    for (auto& [name, text] : files) {
        for (auto at = text.find("99XX01"); at != std::string::npos; at = text.find("99XX01")) text.replace(at, 6, "s-1");
    }
    const auto import = read(files, Wanted::look_along, "99XX");
    CHECK(import.snapshot.brin == "99XX");
    CHECK(import.snapshot.pupils.size() == 2);
    CHECK(finding(import, "orgs.csv", "carries no BRIN") != nullptr);
    CHECK_FALSE(check(read(files).snapshot).empty());  // nothing says which school it is
}

TEST_CASE("trap: who is to be deleted, or not enabled, is not there", "[roster][oneroster]") {
    auto files = small_1_1();
    files["users.csv"] = std::string{users_1_1} +
                         "ll-1,tobedeleted,,true,99XX01,student,a,,A,B,,,,,,,,\n"
                         "ll-2,active,,false,99XX01,student,b,,B,C,,,,,,,,\n"
                         "ll-3,ACTIVE,,TRUE,99XX01,Student,c,,C,D,,,,,,,,\n"
                         "ll-4,perhaps,,true,99XX01,student,d,,D,E,,,,,,,,\n"
                         "lk-1,,,false,99XX01,teacher,e,,E,F,,,,,,,,\n"
                         "lk-2,,,,99XX01,teacher,f,,F,G,,,,,,,,\n";
    const auto import = read(files);
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(shown(import.snapshot.pupils[0].key) == "ll-3");
    CHECK(finding(import, "users.csv:5.status") != nullptr);
    CHECK(line(import.snapshot.staff, "lk-1")->employment == school::Employment::ended);
    CHECK(line(import.snapshot.staff, "lk-2")->employment == school::Employment::unknown);
    CHECK(finding(import, "users.csv:7.enabledUser", "grants nothing") != nullptr);
}

TEST_CASE("a role counts from its first day until its last, and one nobody knows grants nothing", "[roster][oneroster]") {
    auto files = small_1_2();
    files["users.csv"] = users_1_2;
    files["roles.csv"] = roles_1_2;
    const auto someone = [&](const std::string& id, const std::string& role, const std::string& first, const std::string& last) {
        files["users.csv"] += id + ",,,true," + id + ",,Anna,Jansen,,,,,,,,,,,,,,,\n";
        files["roles.csv"] += ",,," + id + ",primary," + role + "," + first + "," + last + ",99XX01,\n";
    };
    someone("now", "teacher", "2020-08-01", "2026-11-24");
    someone("ends-today", "teacher", "2020-08-01", "2026-11-23");
    someone("tomorrow", "teacher", "2026-11-24", "");
    someone("no-date", "teacher", "soon", "");
    someone("left", "student", "", "2026-11-01");
    someone("here", "student", "2026-11-23", "");
    someone("odd", "ext:ghost", "", "");
    someone("head", "principal", "", "");
    someone("two", "student", "", "");
    files["roles.csv"] += ",,,two,secondary,aide,,,99XX01,\n,,,here,secondary,teacher,,,another-school,\n";
    const auto import = read(files);
    const auto& all = import.snapshot;
    REQUIRE(all.pupils.size() == 1);
    CHECK(shown(all.pupils[0].key) == "here");
    CHECK(line(all.staff, "now")->employment == school::Employment::active);
    CHECK(line(all.staff, "ends-today")->employment == school::Employment::ended);
    CHECK(line(all.staff, "tomorrow")->employment == school::Employment::ended);
    CHECK(line(all.staff, "no-date")->employment == school::Employment::ended);
    CHECK(line(all.staff, "head")->employment == school::Employment::active);
    CHECK(line(all.staff, "odd") == nullptr);
    CHECK(finding(import, "roles.csv:8.role", "grants nothing") != nullptr);
    CHECK(line(all.staff, "two") != nullptr);
    CHECK(finding(import, "users.csv:10.sourcedId", "taken as staff") != nullptr);
}

TEST_CASE("an enrolment counts from its first day until its last, and only a teacher teaches", "[roster][oneroster]") {
    auto files = small_1_1();
    files["enrollments.csv"] = std::string{enrolments} +
                               "e1,,,g5a,99XX01,ll-1,student,,2026-08-01,2026-11-01\n"
                               "e2,,,plus,99XX01,ll-1,student,,2026-12-01,\n"
                               "e3,,,g5a,99XX01,lk-1,proctor,,,\n"
                               "e4,,,g5a,99XX01,ll-2,teacher,,,\n"
                               "e5,,,g5a,99XX01,lk-1,student,,,\n"
                               "e6,,,g5a,99XX01,lk-1,owner,,,\n"
                               "e7,,,nowhere,99XX01,lk-1,teacher,,,\n"
                               "e8,,,g5a,99XX01,stranger,student,,,\n"
                               "e9,,,g5a,99XX01,,student,,,\n";
    const auto import = read(files);
    for (const auto& pupil : import.snapshot.pupils) CHECK(pupil.groups.empty());
    CHECK(import.snapshot.staff[0].groups.empty());
    CHECK(finding(import, "enrollments.csv:7.role", "grants nothing") != nullptr);
    CHECK(finding(import, "enrollments.csv:10", "names no class or no person") != nullptr);
    CHECK(finding(import, "enrollments.csv", "1 people in it") != nullptr);
}

TEST_CASE("a delivery of changes alone is refused with what to do", "[roster][oneroster]") {
    auto files = small_1_1();
    replace(files["manifest.csv"], "file.users,bulk", "file.users,delta");
    const auto import = read(files);
    REQUIRE(any_fatal(import));
    CHECK(finding(import, "manifest.csv", "give a whole one (bulk) first") != nullptr);
    CHECK(import.snapshot.pupils.empty());
}

TEST_CASE("what the manifest promises is there, and what it calls absent is not read", "[roster][oneroster]") {
    auto files = small_1_1();
    files.erase("classes.csv");
    CHECK(finding(read(files), "classes.csv", "is promised by manifest.csv") != nullptr);
    files = small_1_1();
    replace(files["manifest.csv"], "file.classes,bulk", "file.classes,absent");
    const auto import = read(files);
    CHECK(import.snapshot.groups.empty());
    CHECK(finding(import, "classes.csv", "not read") != nullptr);
    replace(files["manifest.csv"], "oneroster.version,1.1", "oneroster.version,2.0");
    CHECK(any_fatal(read(files)));
    files = small_1_1();
    replace(files["manifest.csv"], "file.users,bulk", "file.users,whole");
    CHECK(finding(read(files), "manifest.csv:5", "neither bulk, delta nor absent") != nullptr);
    files.erase("users.csv");
    files.erase("manifest.csv");
    CHECK(finding(read(files), "users.csv", "at its root") != nullptr);
}

TEST_CASE("without a manifest the columns tell the version", "[roster][oneroster]") {
    for (auto files : {small_1_1(), small_1_2()}) {
        files.erase("manifest.csv");
        const auto import = read(files);
        CHECK(import.findings.size() == 1);
        CHECK(finding(import, "manifest.csv", "every file is taken as whole") != nullptr);
        CHECK_FALSE(import.snapshot.pupils.empty());
    }
    auto files = small_1_2();  // neither: roles are nowhere
    files.erase("manifest.csv");
    files.erase("roles.csv");
    CHECK(finding(read(files), "users.csv:1.role", "the column role is missing") != nullptr);
}

TEST_CASE("a person who comes twice counts once, and staff stay staff", "[roster][oneroster]") {
    auto files = small_1_1();
    files["users.csv"] +=
        "ll-2,,,true,99XX01,student,zoe.i@school.example,,Zo\u00eb,Bos,,,,,,,,\n"
        "lk-1,,,true,99XX01,student,a.jansen@school.example,,Anna,Jansen,,,,,,,,\n";
    const auto import = read(files);
    CHECK(import.snapshot.pupils.size() == 2);
    CHECK(shown(line(import.snapshot.pupils, "ll-2")->name) == "Zo\u00eb B.");
    CHECK(import.snapshot.staff.size() == 1);
    CHECK(finding(import, "users.csv:7.sourcedId", "comes twice") != nullptr);
}

TEST_CASE("a user name of two people is taken from both", "[roster][oneroster]") {
    auto files = small_1_1();
    files["users.csv"] += "ll-3,,,true,99XX01,student,A.Jansen@school.example,,Cas,Dijk,,,,,,,,\n";
    const auto import = read(files);
    CHECK(shown(line(import.snapshot.pupils, "ll-3")->user).empty());
    CHECK(shown(import.snapshot.staff[0].user).empty());
    CHECK(shown(import.snapshot.pupils[0].user) == "sanne.v@school.example");
    CHECK(finding(import, "staff[0].user") != nullptr);
}

TEST_CASE("findings never hold a name", "[roster][oneroster]") {
    auto files = small_1_1();
    for (auto& [name, text] : files) text += "\"Sanne,\x01,\"x\n";
    const auto import = read(files, Wanted::look_along_and_portal);
    CHECK_FALSE(import.findings.empty());
    for (const auto& one : import.findings) CHECK(one.message.find("Sanne") == std::string::npos);
}
