// Are deliveries that lie in one folder read in their order, from the newest whole one on, and does a damaged one stop it?

#include <fstream>

#include <catch2/catch.hpp>

#include "monitor/roster/deliveries.hpp"
#include "support/oneroster_small.hpp"
#include "support/temporary.hpp"
#include "support/zip_writer.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace monitor::test::oneroster;
using test::any_fatal;
using test::finding;

namespace {

/// A folder in which a supplier leaves one delivery after another.
struct Dropped {
    test::Temporary folder{};

    void as_folder(const std::string& name, const Texts& files) const {
        std::filesystem::create_directory(folder.path() / name);
        for (const auto& [file, text] : files) std::ofstream{folder.path() / name / file, std::ios::binary} << text;
    }
    void as_zip(const std::string& name, const Texts& files) const {
        test::ZipWriter zip;
        for (const auto& [file, text] : files) zip.add({.name = file, .text = text});
        std::ofstream{folder.path() / name, std::ios::binary} << zip.whole();
    }
    [[nodiscard]] Names names() const {
        Names names;
        const auto all = deliveries(folder.path()).value();
        for (const auto& one : all) names.push_back(one.filename().string());
        return names;
    }
    [[nodiscard]] Import read() const {
        return read_oneroster(deliveries(folder.path()).value(), {.now = a_day_in_november}).value();
    }
};

Texts pupil(const std::string& key, const std::string& first, const std::string& status = "active") {
    return {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"},
            {"users.csv", std::string{users_1_1} + key + "," + status + ",,true,99XX01,student,,," + first + ",Dijk,,,,,,,,\n"}};
}

Names first_names(const Import& import) {
    Names names;
    for (const auto& one : import.snapshot.pupils) names.push_back(shown(one.name));
    return names;
}

}  // namespace

TEST_CASE("changes in the same folder are laid over the newest whole delivery, in the order of their names", "[roster][deliveries]") {
    const Dropped dropped;
    dropped.as_zip("2026-10-01 whole.zip", small_1_1());
    dropped.as_zip("2026-10-02 changes.zip", pupil("ll-8", "Oud"));
    dropped.as_folder("2026-11-01 whole", small_1_1());
    dropped.as_zip("2026-11-02 changes-2.zip", pupil("ll-3", "Cas"));
    dropped.as_zip("2026-11-02 changes-10.ZIP", pupil("ll-3", "Kees"));
    dropped.as_folder("2026-11-03", pupil("ll-2", "", "tobedeleted"));
    CHECK(dropped.names() == Names{"2026-11-01 whole", "2026-11-02 changes-2.zip", "2026-11-02 changes-10.ZIP", "2026-11-03"});
    const auto import = dropped.read();
    CHECK_FALSE(any_fatal(import));
    CHECK(first_names(import) == Names{"Sanne V.", "Kees D."});
}

TEST_CASE("an enrolment that is given again takes the place of what it said before", "[roster][deliveries]") {
    const auto change = [](const std::string& row) {
        return Texts{{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.enrollments,delta\n"},
                     {"enrollments.csv", std::string{enrolments} + row}};
    };
    const Dropped dropped;
    dropped.as_zip("1.zip", small_1_1());
    const auto groups = [&] { return line(dropped.read().snapshot.pupils, "ll-1")->groups; };
    CHECK(groups() == Names{"g5a", "plus"});
    dropped.as_zip("2.zip", change("e1,active,,plus,99XX01,ll-1,student,,,\n"));
    CHECK(groups() == Names{"plus"});
    SECTION("back again") {
        dropped.as_zip("3.zip", change("e1,active,,g5a,99XX01,ll-1,student,,,\n"));
        CHECK(groups() == Names{"plus", "g5a"});
    }
    SECTION("to a class of another school") {
        dropped.as_zip("3.zip", change("e1,active,,elsewhere,99YY01,ll-1,student,,,\n"));
        CHECK(groups() == Names{"plus"});  // by the other row
    }
    SECTION("taken away by its number alone") {
        dropped.as_zip("3.zip", change("e3,tobedeleted,,,,,,,,\n"));
        const auto import = dropped.read();
        CHECK_FALSE(any_fatal(import));
        CHECK(line(import.snapshot.staff, "lk-1")->groups.empty());
    }
    SECTION("a class that is another school's from now on is nobody's here") {
        dropped.as_zip("3.zip",
                       Texts{{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.classes,delta\n"},
                             {"classes.csv", std::string{classes} + "plus,active,,Plusgroep,,,,scheduled,,99YY01,najaar,,,\n"}});
        CHECK(groups().empty());
    }
    SECTION("who taught a class teaches it no more, and whom the row names instead does") {
        dropped.as_zip("3.zip", change("e3,active,,g5a,99XX01,ll-2,student,,,\n"));
        const auto import = dropped.read();
        CHECK(line(import.snapshot.staff, "lk-1")->groups.empty());
        CHECK(line(import.snapshot.pupils, "ll-2")->groups == Names{"g5a"});
    }
}

TEST_CASE("two people with one user name keep their own once a later delivery told them apart", "[roster][deliveries]") {
    const Dropped dropped;
    auto whole = small_1_1();
    replace(whole["users.csv"], "zoe.i@", "sanne.v@");
    dropped.as_zip("1.zip", whole);
    CHECK(shown(line(dropped.read().snapshot.pupils, "ll-1")->user).empty());
    auto apart = pupil("ll-2", "Zoe");
    replace(apart["users.csv"], "student,,", "student,zoe.i@school.example,");
    dropped.as_zip("2.zip", apart);
    const auto import = dropped.read();
    CHECK(shown(line(import.snapshot.pupils, "ll-1")->user) == "sanne.v@school.example");
    CHECK(shown(line(import.snapshot.pupils, "ll-2")->user) == "zoe.i@school.example");
    CHECK(finding(import, "pupil", "someone else has this user name") == nullptr);
}

TEST_CASE("a folder or zip that is one delivery is read as that, whatever lies beside it", "[roster][deliveries]") {
    const Dropped dropped;
    dropped.as_folder("whole", small_1_1());
    dropped.as_folder("whole/below", pupil("ll-3", "Cas"));
    dropped.as_zip("whole.zip", small_1_2());
    for (const auto* name : {"whole", "whole.zip"}) {
        const auto path = dropped.folder.path() / name;
        CHECK(deliveries(path).value() == Deliveries{path});
    }
}

TEST_CASE("what is no delivery yet is left alone: a hidden file, a part, a link", "[roster][deliveries]") {
    const Dropped dropped;
    dropped.as_zip("1.zip", small_1_1());
    dropped.as_zip(".2.zip", pupil("ll-3", "Cas"));
    dropped.as_zip("2.zip.part", pupil("ll-3", "Cas"));
    std::filesystem::create_symlink(dropped.folder.path() / ".2.zip", dropped.folder.path() / "3.zip");
    CHECK(dropped.names() == Names{"1.zip"});
}

TEST_CASE("a damaged delivery, or one of changes that cannot be laid over the last, lets nothing through and is named",
          "[roster][deliveries]") {
    const Dropped dropped;
    dropped.as_zip("1.zip", small_1_1());
    dropped.as_zip("3.zip", pupil("ll-3", "Cas"));
    SECTION("no zip") {
        std::ofstream{dropped.folder.path() / "2.zip"} << "half of a fi";
        CHECK(read_oneroster(deliveries(dropped.folder.path()).value(), {.now = a_day_in_november}).error().remedy ==
              Remedy::correct_input);
    }
    SECTION("a mistake in it") {
        auto crooked = pupil("ll-4", "Daan");
        crooked["manifest.csv"] = "propertyName,value\noneroster.version,1.1\nfile.users,sometimes\n";
        dropped.as_zip("2.zip", crooked);
        const auto import = dropped.read();
        CHECK(any_fatal(import));
        CHECK(finding(import, "2.zip/manifest.csv:3", "neither bulk, delta nor absent") != nullptr);
        CHECK(first_names(import).size() == 2);
    }
}

TEST_CASE("changes without anything whole before them ask for a whole delivery", "[roster][deliveries]") {
    const Dropped dropped;
    dropped.as_zip("1.zip", pupil("ll-3", "Cas"));
    dropped.as_zip("2.zip", pupil("ll-4", "Daan"));
    const auto import = dropped.read();
    CHECK(any_fatal(import));
    CHECK(finding(import, "1.zip/manifest.csv", "give a whole one (bulk) first") != nullptr);
}

TEST_CASE("a folder that is not there, and one with more deliveries than anyone reads, are refused", "[roster][deliveries]") {
    const test::Temporary folder;
    CHECK(deliveries(folder.path() / "nowhere").error().remedy == Remedy::not_found);
    for (int number = 0; number <= 1000; ++number) std::filesystem::create_directory(folder.path() / std::to_string(number));
    CHECK(deliveries(folder.path()).error().remedy == Remedy::correct_input);
}
