// Is our own list of guardians read, and does what is secret stay secret?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

using namespace monitor;
using namespace monitor::roster;
using test::finding;

namespace {

Import school_of(std::initializer_list<const char*> pupils) {
    Import import;
    for (const auto* key : pupils) import.snapshot.pupils.push_back({.key = Key{key}, .name = Personal<std::string> { "Bo D." }});
    return import;
}

Import read(std::string_view text, Import import = school_of({"p1", "p2"}), Wanted wanted = Wanted::look_along_and_portal) {
    const auto source = memory_source(as_bytes(text));
    read_guardians(*source, import, {.wanted = wanted});
    return import;
}
const std::string& shown(const Personal<std::string>& value) {
    return value.reveal(Purpose::match_account);
}

constexpr auto heads = "pupil,guardian,first_name,infix,surname,email,phone,relation,secret\n";

}  // namespace

TEST_CASE("guardians are added to the pupils they care for", "[roster][guardians]") {
    const auto import = read(std::string{heads} +
                             "p1,o1,Karin,de,Vries,karin@example.org,0612,parent,no\n"
                             "p2,o1,Karin,de,Vries,,,ouder,nee\np1,o2,Omar,,Haddad,,0698,voogd,\n");
    CHECK(import.findings.empty());
    REQUIRE(import.snapshot.guardians.size() == 2);
    const auto& karin = import.snapshot.guardians[0];
    CHECK(shown(karin.name) == "Karin de Vries");
    CHECK(shown(karin.email) == "karin@example.org");
    REQUIRE(karin.children.size() == 2);
    CHECK(shown(karin.children[1].pupil) == "p2");
    CHECK(karin.children[1].relation == Relation::parent);
    CHECK(import.snapshot.guardians[1].children[0].relation == Relation::guardian);
}

TEST_CASE("contact details that are secret are not taken, whatever the order of the rows", "[roster][guardians]") {
    for (const auto* rows : {"p1,o1,K,,V,k@example.org,0612,,yes\np2,o1,K,,V,k@example.org,0612,,no\n",
                             "p1,o1,K,,V,k@example.org,0612,,no\np2,o1,K,,V,k@example.org,0612,,ja\n",
                             "p1,o1,K,,V,k@example.org,0612,,TRUE\n", "p1,o1,K,,V,k@example.org,0612,,perhaps\n"}) {
        const auto import = read(heads + std::string{rows});
        REQUIRE(import.snapshot.guardians.size() == 1);
        CHECK(shown(import.snapshot.guardians[0].email).empty());
        CHECK(shown(import.snapshot.guardians[0].phone).empty());
        CHECK(shown(import.snapshot.guardians[0].name) == "K V");
    }
    CHECK(finding(read(heads + std::string{"p1,o1,K,,V,,,,perhaps\n"}), "guardians.csv:2.secret", "taken as yes") != nullptr);
}

TEST_CASE("a list that does not say what is secret is refused", "[roster][guardians]") {
    const auto import = read("pupil,guardian,surname,email\np1,o1,V,k@example.org\n");
    CHECK(import.snapshot.guardians.empty());
    CHECK(finding(import, "guardians.csv:1.secret", "the column secret is missing") != nullptr);
}

TEST_CASE("a row for a pupil who is not there is left out", "[roster][guardians]") {
    const auto import =
        read(heads + std::string{"p9,o1,K,,V,,,,no\np1,,K,,V,,,,no\np1,o2,,,,,,,no\np1,o3,K,,V,,,aunt,no\np1,o3,K,,V,,,,no\n"});
    REQUIRE(import.snapshot.guardians.size() == 1);
    CHECK(import.snapshot.guardians[0].children.size() == 1);
    CHECK(finding(import, "guardians.csv:2.pupil", "no pupil of this delivery") != nullptr);
    CHECK(finding(import, "guardians.csv:3.guardian", "is empty") != nullptr);
    CHECK(finding(import, "guardians.csv:4.surname", "is empty") != nullptr);
    CHECK(finding(import, "guardians.csv:5.relation", "write parent, guardian") != nullptr);
    CHECK(finding(import, "guardians.csv:6.pupil", "the earlier row counts") != nullptr);
}

TEST_CASE("a school that only looks along reads no guardians", "[roster][guardians]") {
    const auto import = read(heads + std::string{"p1,o1,K,,V,k@example.org,,,no\n"}, school_of({"p1"}), Wanted::look_along);
    CHECK(import.snapshot.guardians.empty());
    CHECK(import.findings.size() == 1);
}

TEST_CASE("the list may add children to a guardian the delivery named", "[roster][guardians]") {
    auto import = school_of({"p1", "p2"});
    import.snapshot.guardians.push_back({Key{"o1"}, Personal<std::string>{"Karin Vos"}, {}, {}, {
                                             { Key{"p1"},
                                               Relation::parent }
                                         }});
    const auto after = read(heads + std::string{"p2,o1,Karin,,Bos,k@example.org,,parent,no\n"}, std::move(import));
    REQUIRE(after.snapshot.guardians.size() == 1);
    CHECK(after.snapshot.guardians[0].children.size() == 2);
    CHECK(shown(after.snapshot.guardians[0].name) == "Karin Vos");
    CHECK(finding(after, "guardians.csv:2.guardian", "another name") != nullptr);
}
