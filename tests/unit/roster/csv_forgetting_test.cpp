// Is what stands beside the wanted columns nowhere in the memory of this process, once OneRoster, School Data Sync or guardians
// are read?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/marks.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;
using test::write_marked;

namespace {

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14} + 12h};

void check_forgotten(const Import& import) {
    CHECK(test::in_memory(test::forbidden) == 0);
    CHECK(test::in_memory(test::allowed) > 0);
    CHECK(import.snapshot.pupils.size() == 1501);
}

// Some mebibytes of pupils with a mark in every column that is not asked for; "~" is the first name of the last.
template <class Row>
std::string rows(const char* header, Row row) {
    std::string text = header;
    for (int at = 0; at < 1500; ++at) text += row(std::to_string(at), "Bo");
    return text + row("w", "~");
}

void write_oneroster(const std::filesystem::path& folder) {
    const auto write = [&](const char* name, const std::string& text) { write_marked(folder / name, text); };
    write("manifest.csv",
          "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\nfile.demographics,bulk\n"
          "source.systemName,@\n");
    write("orgs.csv", "sourcedId,name,type,identifier,parentSourcedId,metadata.address\n99XX,De Regenboog,school,,@,@\n");
    write("users.csv", rows("sourcedId,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
                            "agentSourcedIds,grades,password,"
                            "userMasterIdentifier,pronouns,metadata.bsn\n",
                            [](const std::string& id, const std::string& first) {
                                return id + ",true,u" + id + ",{bsn:@}," + first +
                                       ",Bakker,@,,,@,@,\"@,@\",@,@,@,@,\"@ \"\"@\"\" @\"\n";
                            }));
    write("roles.csv", rows("userSourcedId,role,orgSourcedId,userProfileSourcedId,roleType\n",
                            [](const std::string& id, const std::string&) { return id + ",student,99XX,@,@\n"; }));
    write("demographics.csv",
          rows("sourcedId,birthDate,sex\n", [](const std::string& id, const std::string&) { return id + ",@,@\n"; }));
}

}  // namespace

TEST_CASE("what OneRoster says beside the list is nowhere in memory after reading", "[roster][forgetting]") {
    const test::Temporary folder;
    write_oneroster(folder.path());
    const auto files = open_files(folder.path()).value();
    check_forgotten(read_oneroster(*files, {.now = october_2026}));
}

TEST_CASE("what a zip holds beside the list is nowhere in memory after reading", "[roster][forgetting]") {
    const test::Temporary folder;
    std::filesystem::create_directory(folder.path() / "files");
    write_oneroster(folder.path() / "files");
    const auto zipped = "cd " + folder.path().string() + "/files && /usr/bin/python3 -m zipfile -c ../a.zip *.csv";
    REQUIRE(std::system(zipped.c_str()) == 0);
    const auto files = open_files(folder.path() / "a.zip").value();
    check_forgotten(read_oneroster(*files, {.now = october_2026}));
}

TEST_CASE("what School Data Sync says beside the list, passwords among it, is nowhere in memory after reading",
          "[roster][forgetting]") {
    const test::Temporary folder;
    const auto write = [&](const char* name, const std::string& text) { write_marked(folder.path() / name, text); };
    write("School.csv",
          "SIS ID,Name,School Number,State ID,Principal SIS ID,Principal Name,Principal Secondary Email,Address,Phone\n1,De "
          "Regenboog,99XX,,@,@,@,@,@\n");
    write("Section.csv", "SIS ID,School SIS ID,Section Name,Course Name\ng,1,5A,@\n");
    write("Student.csv", rows("SIS ID,School SIS ID,First Name,Last Name,Username,Password,State ID,Secondary Email,Middle "
                              "Name,Grade,Birthdate,Graduation Year\n",
                              [](const std::string& id, const std::string& first) {
                                  return id + ",1," + first + ",Bakker,u" + id + ",@,@,@,@,@,@,@\n";
                              }));
    write("Teacher.csv",
          "SIS ID,School SIS ID,First Name,Last Name,Username,Password,State ID,Secondary "
          "Email,Title,Qualification\nt,1,Anna,Jansen,aj,@,@,@,@,@\n");
    write("StudentEnrollment.csv", "Section SIS ID,SIS ID\ng,w\n");
    write("TeacherRoster.csv", "Section SIS ID,SIS ID\ng,t\n");
    write("user.csv", "Email,First Name,Last Name,Phone,SIS ID\n@,@,@,@,@\n");
    write("guardianrelationship.csv", "SIS ID,Email,Role\nw,@,Parent\n");
    const auto files = open_files(folder.path()).value();
    check_forgotten(read_sds(*files, {.now = october_2026}));
}

TEST_CASE("demographics and flags of School Data Sync are never opened, and its passwords are dropped", "[roster][forgetting]") {
    const test::Temporary folder;
    const auto write = [&](const char* name, const std::string& text) { write_marked(folder.path() / name, text); };
    write("orgs.csv", "sourcedId,name,type\n99XX,De Regenboog,school\n");
    write("users.csv", rows("sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n",
                            [](const std::string& id, const std::string& first) {
                                return id + ",u" + id + "," + first + ",Bakker,@,@,,@,@\n";
                            }));
    write("roles.csv", rows("userSourcedId,orgSourcedId,role,grade\n",
                            [](const std::string& id, const std::string&) { return id + ",99XX,student,@\n"; }));
    write("demographics.csv", "userSourcedId,sex,birthDate\nw,@,@\n");
    write("userFlags.csv", "userSourcedId,flag\nw,@\n");
    write("relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole\nw,@,parent\n");
    const auto files = open_files(folder.path()).value();
    check_forgotten(read_sds(*files, {.now = october_2026}));
}
