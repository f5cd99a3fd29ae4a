#pragma once
// support: a small delivery of OneRoster, 1.1 and 1.2, to change one thing in and read.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"
#include "support/memory_files.hpp"

namespace monitor::test::oneroster {

using roster::GuardianLine;
using roster::Import;
using roster::Relation;
using roster::Snapshot;
using roster::Wanted;
using namespace std::chrono_literals;

using Texts = std::map<std::string, std::string, std::less<>>;

inline constexpr Instant a_day_in_november{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 2h};
inline constexpr auto users_1_1 =
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,"
    "sms,phone,agentSourcedIds,grades,password\n";
inline constexpr auto users_1_2 =
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns\n";
inline constexpr auto roles_1_2 =
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n";
inline constexpr auto enrolments =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n";
inline constexpr auto classes =
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,"
    "subjects,"
    "subjectCodes,periods\n";
inline constexpr auto orgs = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n";
inline constexpr auto sessions = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n";

inline Texts small_1_1() {
    return {
        {"manifest.csv",
         "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nfile.classes,bulk\n"
         "file.enrollments,bulk\nfile.academicSessions,bulk\nfile.demographics,absent\nsource.systemName,Voorbeeld\n"},
        {"orgs.csv", std::string{orgs} + "bestuur,,,Stichting De Boog,district,,\n99XX01,,,De Regenboog,school,99XX,bestuur\n"},
        {"academicSessions.csv", std::string{sessions} + "jaar,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n"
                                                         "najaar,,,Najaar,term,2026-08-01,2027-01-31,jaar,2027\n"},
        {"classes.csv", std::string{classes} + "g5a,,,Groep 5A,05,,5A,homeroom,,99XX01,najaar,,,\n"
                                               "plus,,,Plusgroep,,,,scheduled,,99XX01,\"najaar,voorjaar\",,,\n"},
        {"enrollments.csv", std::string{enrolments} + "e1,,,g5a,99XX01,ll-1,student,,,\ne2,,,plus,99XX01,ll-1,student,,,\n"
                                                      "e3,,,g5a,99XX01,lk-1,teacher,true,,\n"},
        {"users.csv",
         std::string{users_1_1} +
             "ll-1,,,true,99XX01,student,sanne.v@school.example,{LAS:10001},Sanne,de Vries,,10001,,,,\"oud-1,oud-2\",07,\n"
             "ll-2,,,true,99XX01,student,zoe.i@school.example,,Zo\u00eb,IJzer,,10002,,,,,07,\n"
             "lk-1,,,true,99XX01,teacher,a.jansen@school.example,,Anna,Jansen,,,a.jansen@school.example,,,,,\n"
             "oud-1,,,true,99XX01,parent,ouder1@example.org,,Karin,de Vries,,,ouder1@example.org,,0612,ll-1,,\n"
             "oud-2,,,true,99XX01,guardian,,,Omar,Haddad,,,,0698,,,,\n"}};
}

inline Texts small_1_2() {
    auto files = small_1_1();
    files["manifest.csv"] =
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2.1\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\n"
        "file.classes,bulk\nfile.enrollments,bulk\nfile.academicSessions,bulk\n";
    files["users.csv"] = std::string{users_1_2} +
                         "ll-1,,,true,sanne.v,,Susanna,de Vries,,10001,,,,oud-1,07,,,,Sanne,,,99XX01,\n"
                         "lk-1,,,true,a.jansen,,Anna,Jansen,,,a.jansen@school.example,,,,,,,,,,,99XX01,\n"
                         "oud-1,,,true,,,Karin,de Vries,,,ouder1@example.org,,,ll-1,,,,,,,,,\n";
    files["roles.csv"] = std::string{roles_1_2} +
                         "r1,,,ll-1,primary,student,,,99XX01,\nr2,,,lk-1,primary,teacher,2020-08-01,,99XX01,\n"
                         "r3,,,oud-1,primary,parent,,,99XX01,\n";
    return files;
}

inline Import read(Texts files, Wanted wanted = Wanted::look_along, std::string brin = {}) {
    MemoryFiles delivery{std::move(files)};
    return roster::read_oneroster(delivery, {.wanted = wanted, .now = a_day_in_november, .brin = std::move(brin)});
}
inline Import merge(const Snapshot& before, Texts files, Wanted wanted = Wanted::look_along) {
    MemoryFiles delivery{std::move(files)};
    return roster::merge_oneroster(before, delivery, {.wanted = wanted, .now = a_day_in_november});
}

inline const std::string& shown(const Personal<std::string>& value) {
    return value.reveal(Purpose::match_account);
}
template <class Line>
const Line* line(const std::vector<Line>& lines, std::string_view key) {
    const auto found = std::ranges::find_if(lines, [&](const Line& one) { return shown(one.key) == key; });
    return found == lines.end() ? nullptr : &*found;
}
inline void replace(std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}
using Names = std::vector<std::string>;
using Children = std::vector<std::pair<std::string, Relation>>;
inline Children children(const GuardianLine& line) {
    Children all;
    for (const auto& child : line.children) all.emplace_back(shown(child.pupil), child.relation);
    return all;
}

}  // namespace monitor::test::oneroster
