// Is School Data Sync read in each of its generations, and only what is asked of it?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"
#include "support/memory_files.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;
using test::any_fatal;
using test::finding;
using test::MemoryFiles;

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;
constexpr Instant a_day_in_november{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 2h};

Texts v1() {
    return {{"School.csv", "SIS ID,Name,School Number\n1,De Regenboog,99XX\n"},
            {"Section.csv",
             "SIS ID,School SIS ID,Section Name,Term StartDate,Term EndDate\ng5a,1,Groep 5A,8/24/2026,7/10/2027\n"
             "g4a,1,Groep 4A,8/24/2025,7/10/2026\n"},
            {"Student.csv",
             "SIS ID,School SIS ID,First Name,Last Name,Username,Password,State ID,Secondary Email,Student Number,Middle "
             "Name,Grade,Status,Birthdate,Graduation Year\n"
             "p1,1,Sanne,de Vries,sanne.v,,,,10001,,5,Active,2/3/2016,\nP1,1,Tim,Visser,tim.v,,,,10002,,5,,,\n"
             "p3,1,Bo,Dam,bo.d,,,,,,5,Inactive,,\np4,1,Eva,Bos,eva.b,,,,,,5,Sleeping,,\np5,2,Cas,Dijk,cas.d,,,,,,5,,,\n"},
            {"Teacher.csv",
             "SIS ID,School SIS ID,First Name,Last Name,Username,Password,Status\nt1,1,Anna,Jansen,a.jansen,,Active\n"
             "t2,1,Ank,Bos,a.bos,,deleted\n"},
            {"StudentEnrollment.csv", "Section SIS ID,SIS ID\ng5a,p1\ng5a,P1\ng4a,p1\nother,p1\n"},
            {"TeacherRoster.csv", "Section SIS ID,SIS ID\ng5a,t1\ng5a,gone\n"},
            {"user.csv",
             "Email,First Name,Last Name,Phone,SIS ID\nOuder1@example.org,Karin,de Vries,0612,\n"
             "ouder2@example.org,Omar,Haddad,,p1\n"},
            {"guardianrelationship.csv",
             "SIS ID,Email,Role\np1,ouder1@example.org,parent\np1,ouder2@example.org,Relative\n"
             "P1,ouder1@example.org,PARENT\np1,arts@example.org,Doctor\n"}};
}

Texts v2_1() {
    return {{"orgs.csv", "sourcedId,name,type,parentSourcedId\nb,De Boog,district,\n99XX00,De Regenboog,School,b\n"},
            {"academicSessions.csv",
             "sourcedId,title,type,schoolYear,startDate,endDate\nSY26,2026,schoolYear,2026,8/24/2026,7/10/"
             "2027\nSY25,2025,schoolYear,2025,"
             "8/24/2025,7/10/2026\n"},
            {"users.csv",
             "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n"
             "p1,sanne.v@school.example,Sanne,de Vries,,,,,\nt1,a.jansen@school.example,Anna,Jansen,,,,,\n"
             "t2,a.bos@school.example,Ank,Bos,,,,,\no1,,Karin,de Vries,,,ouder1@example.org,,0612\n"},
            {"roles.csv",
             "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n"
             "p1,99XX00,Student,SY26,5,TRUE,2026-08-24,2027-07-10\nt1,99XX00,teacherAssistant,SY26,,TRUE,,\n"
             "t2,99XX00,teacher,SY25,,TRUE,,\no1,99XX00,guardian,,,,,\n"},
            {"classes.csv",
             "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId\ng5a,99XX00,Groep 5A,SY26,\n"
             "g4a,99XX00,Groep 4A,SY25,\n"},
            {"enrollments.csv", "classSourcedId,userSourcedId,role\ng5a,p1,STUDENT\ng5a,t1,Teacher\ng4a,p1,student\n"},
            {"relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole\np1,o1,Guardian\np1,o9,doctor\n"}};
}

Texts v2() {
    return {{"orgs.csv", "sourcedId,name,type\n99XX,De Regenboog,school\n"},
            {"users.csv",
             "sourcedId,orgSourcedIds,givenName,familyName,username,password,role,grade\np1,99XX,Sanne,de Vries,s.v,,Student,5\n"
             "t1,\"88YY,99XX\",Anna,Jansen,a.j,,Lecturer,\nt2,99XX,Ank,Bos,a.b,,janitor,\n"},
            {"classes.csv", "sourcedId,orgSourcedId,title\ng,99XX,Groep 5A\n"},
            {"enrollments.csv", "classSourcedId,userSourcedId,role\ng,p1,student\ng,t1,lecturer\n"}};
}

Import read(Texts files, Wanted wanted = Wanted::look_along, std::string brin = {}) {
    MemoryFiles delivery{std::move(files)};
    return read_sds(delivery, {.wanted = wanted, .now = a_day_in_november, .brin = std::move(brin)});
}
const std::string& shown(const Personal<std::string>& value) {
    return value.reveal(Purpose::match_account);
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("School Data Sync v1 becomes one school", "[roster][sds]") {
    const auto import = read(v1());
    const auto& all = import.snapshot;
    CHECK(all.brin == "99XX");
    CHECK(all.year.text() == "2026-2027");
    CHECK(all.groups.size() == 1);
    REQUIRE(all.staff.size() == 2);
    CHECK(all.staff[0].groups == Names{"g5a"});
    CHECK(all.staff[1].employment == school::Employment::ended);
    CHECK(all.guardians.empty());
    CHECK(check(all).empty());
    CHECK_FALSE(any_fatal(import));
}

TEST_CASE("trap: keys are compared with their capitals, words of lists without", "[roster][sds]") {
    const auto import = read(v1());
    REQUIRE(import.snapshot.pupils.size() == 2);
    CHECK(shown(import.snapshot.pupils[0].key) == "p1");
    CHECK(shown(import.snapshot.pupils[0].name) == "Sanne V.");
    CHECK(shown(import.snapshot.pupils[1].key) == "P1");
    CHECK(shown(import.snapshot.pupils[1].name) == "Tim V.");
    CHECK(finding(import, "Student.csv:5.Status", "left out") != nullptr);
    CHECK(read(v2_1()).snapshot.pupils[0].groups == Names{"g5a"});
}

TEST_CASE("trap: headers in other capitals are read with a note", "[roster][sds]") {
    auto files = v2();
    files["enrollments.csv"] = "ClassSourcedID,UserSourcedID,Role\ng,p1,student\n";
    const auto import = read(files);
    CHECK(import.snapshot.pupils[0].groups == Names{"g"});
    CHECK(finding(import, "enrollments.csv:1", "capitals") != nullptr);
}

TEST_CASE("trap: in guardianrelationship.csv the SIS ID is the pupil's", "[roster][sds]") {
    const auto import = read(v1(), Wanted::look_along_and_portal);
    REQUIRE(import.snapshot.guardians.size() == 2);
    const auto& karin = import.snapshot.guardians[0];
    CHECK(shown(karin.name) == "Karin de Vries");
    CHECK(shown(karin.phone) == "0612");
    REQUIRE(karin.children.size() == 2);
    CHECK(karin.children[0].relation == Relation::parent);
    CHECK(import.snapshot.guardians[1].children[0].relation == Relation::relative);
    CHECK(import.snapshot.pupils.size() == 2);  // also the one whose key stands in user.csv
}

TEST_CASE("School Data Sync v2.1 takes roles of this year and of today", "[roster][sds]") {
    const auto import = read(v2_1(), Wanted::look_along_and_portal);
    const auto& all = import.snapshot;
    CHECK_FALSE(any_fatal(import));
    CHECK(all.brin == "99XX");
    CHECK(all.year.text() == "2026-2027");
    CHECK(all.groups.size() == 1);
    CHECK(all.pupils.size() == 1);
    REQUIRE(all.staff.size() == 1);
    CHECK(all.staff[0].employment == school::Employment::active);
    CHECK(all.staff[0].groups == Names{"g5a"});
    REQUIRE(all.guardians.size() == 1);
    CHECK(shown(all.guardians[0].phone) == "0612");
    CHECK(all.guardians[0].children[0].relation == Relation::guardian);
    CHECK(check(all).empty());
}

TEST_CASE("trap: School Data Sync names a year by its beginning and writes the month first", "[roster][sds]") {
    auto files = v2_1();
    files["academicSessions.csv"] = "sourcedId,title,type,schoolYear,startDate,endDate\nSY26,x,schoolYear,2027,,\n";
    CHECK(read(files).snapshot.year.text() == "2027-2028");
    CHECK(finding(read(v2_1()), "academicSessions.csv:2.schoolYear") == nullptr);
}

TEST_CASE("School Data Sync v2 has the role beside the person", "[roster][sds]") {
    const auto import = read(v2());
    CHECK(import.snapshot.pupils.size() == 1);
    REQUIRE(import.snapshot.staff.size() == 1);
    CHECK(import.snapshot.staff[0].groups == Names{"g"});
    CHECK(finding(import, "users.csv:4.role", "grants nothing") != nullptr);
    CHECK(finding(import, "academicSessions.csv", "taken as 2026-2027") != nullptr);
}

TEST_CASE("every word of the group Staff is staff, and no other", "[roster][sds]") {
    for (const auto* word : {"principal", "Teacher", "FACULTY", "staff", "teacherAssistant", "aide", "coach", "professor"}) {
        auto files = v2();
        files["users.csv"] = "sourcedId,orgSourcedIds,username,role\nt1,99XX,a," + std::string{word} + "\n";
        CHECK(read(files).snapshot.staff.size() == 1);
    }
    for (const auto* word : {"alumni", "guardian", "visitor", ""}) {
        auto files = v2();
        files["users.csv"] = "sourcedId,orgSourcedIds,username,role\nt1,99XX,a," + std::string{word} + "\n";
        CHECK(read(files).snapshot.staff.empty());
        CHECK(read(files).snapshot.pupils.empty());
    }
}

TEST_CASE("a role that is over or not yet there grants nothing", "[roster][sds]") {
    auto files = v2_1();
    files["roles.csv"] =
        "userSourcedId,orgSourcedId,role,sessionSourcedId,roleStartDate,roleEndDate\np1,99XX00,student,,,11/23/2026\n"
        "t1,99XX00,teacher,,11/24/2026,\nt2,elsewhere,teacher,,,\n";
    const auto import = read(files);
    CHECK(import.snapshot.pupils.empty());
    REQUIRE(import.snapshot.staff.size() == 1);
    CHECK(import.snapshot.staff[0].employment == school::Employment::ended);
}

TEST_CASE("the files that a generation needs are named when they are missing", "[roster][sds]") {
    for (const auto* file : {"Section.csv", "Student.csv", "Teacher.csv", "StudentEnrollment.csv", "TeacherRoster.csv"}) {
        auto files = v1();
        files.erase(file);
        INFO(file);
        CHECK(finding(read(files), file, "is not in the delivery") != nullptr);
    }
    for (const auto* file : {"orgs.csv", "users.csv"}) {
        auto files = v2_1();
        files.erase(file);
        CHECK(finding(read(files), file, "is not in the delivery") != nullptr);
    }
    auto files = v2_1();
    files.erase("classes.csv");
    CHECK(finding(read(files), "classes.csv", "nobody looks along") != nullptr);
    CHECK(any_fatal(read({})));
}

TEST_CASE("of several schools without a BRIN one is chosen by its key", "[roster][sds]") {
    auto files = v1();
    files["School.csv"] = "SIS ID,Name\n1,De Regenboog\n2,De Zon\n";
    CHECK(finding(read(files), "School.csv", "(no BRIN) 2 \"De Zon\"") != nullptr);
    CHECK(any_fatal(read(files, Wanted::look_along, "99XX")));
    CHECK(any_fatal(read(files, Wanted::look_along, "99XX=3")));
    const auto sun = read(files, Wanted::look_along, "99XX=2");
    CHECK_FALSE(any_fatal(sun));
    CHECK(sun.snapshot.brin == "99XX");
    CHECK(sun.snapshot.pupils.size() == 1);
}

TEST_CASE("of several schools in one delivery the school number chooses", "[roster][sds]") {
    auto files = v1();
    files["School.csv"] += "2,De Zon,88YY\n";
    CHECK(any_fatal(read(files)));
    const auto sun = read(files, Wanted::look_along, "88YY").snapshot;
    CHECK(sun.pupils.size() == 1);
    CHECK(sun.groups.empty());
}
