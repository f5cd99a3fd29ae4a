// Does every form of the same invented schools become the same people, with nothing to remark?

#include <catch2/catch.hpp>

#include "monitor/roster/difference.hpp"
#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"
#include "support/roster_samples.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;

namespace {

Reading of(std::string brin) {
    return {.wanted = Wanted::look_along_and_portal,
            .now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 2h,
            .brin = std::move(brin)};
}

void whole(const Import& import, const test::SampleSize& size) {
    for (const auto& finding : import.findings) CHECK(finding.message == "");
    CHECK(check(import.snapshot).empty());
    CHECK(import.snapshot.pupils.size() == size.pupils);
    CHECK(import.snapshot.staff.size() == test::teachers_of(size));
    CHECK(import.snapshot.year.text() == "2026-2027");
}

// Names and user names, without keys and groups, in the order of the user names.
std::vector<std::pair<std::string, std::string>> people(const Snapshot& snapshot) {
    std::vector<std::pair<std::string, std::string>> all;
    const auto add = [&](const auto& line) {
        all.emplace_back(line.user.reveal(Purpose::match_account), line.name.reveal(Purpose::match_account));
    };
    for (const auto& line : snapshot.pupils) add(line);
    for (const auto& line : snapshot.staff) add(line);
    std::ranges::sort(all);
    return all;
}

}  // namespace

TEST_CASE("every form of one school gives the same people", "[roster][samples]") {
    const test::SampleSize size{.schools = 3, .pupils = 250, .seed = 5};
    const auto source = test::edexml_sample(size, 1);
    const auto edexml = read_edexml(*source, of(""));
    CHECK(edexml.snapshot.pupils.size() == size.pupils);
    std::vector<Import> imports;
    for (const auto version : {test::OneRosterSample::v1_1, test::OneRosterSample::v1_2})
        imports.push_back(read_oneroster(*test::oneroster_sample(size, version), of(test::brin_of(1))));
    for (const auto version : {test::SdsSample::v1, test::SdsSample::v2_1})
        imports.push_back(read_sds(*test::sds_sample(size, version), of(test::brin_of(1))));
    for (const auto& import : imports) {
        whole(import, size);
        CHECK(import.snapshot.brin == edexml.snapshot.brin);
        CHECK(import.snapshot.groups.size() == test::groups_of(size));
        CHECK(people(import.snapshot) == people(edexml.snapshot));
        // Two to each family; twins share theirs.
        CHECK(import.snapshot.guardians.size() == 2 * (size.pupils - 3));
        CHECK(import.snapshot.guardians[0].children.size() == 2);
    }
}

TEST_CASE("EDEXML, UWLR and GKV of one school give the same people in the same groups", "[roster][samples]") {
    const test::SampleSize size{.schools = 3, .pupils = 250, .seed = 5, .leavers = 20};
    const auto file = test::edexml_sample(size, 1), answer = test::uwlr_sample(size, 1);
    const auto edexml = read_edexml(*file, of("")), uwlr = read_uwlr(*answer, of(""));
    CHECK(edexml.snapshot.pupils.size() == size.pupils);
    CHECK(edexml.snapshot.staff.size() == test::teachers_of(size));
    CHECK(edexml.snapshot.groups.size() == test::groups_of(size) + 1);
    CHECK(difference(edexml.snapshot, uwlr.snapshot).steps.empty());
    CHECK(uwlr.findings.size() == 1);  // those who left
    const auto pupils = test::gkv_pupils_sample(size, 1), staff = test::gkv_staff_sample(size, 1);
    const auto gkv = read_gkv(*pupils, *staff, of(test::brin_of(1)));
    CHECK(gkv.findings.empty());
    REQUIRE(gkv.snapshot.pupils.size() == size.pupils);
    REQUIRE(gkv.snapshot.staff.size() == test::teachers_of(size));
    for (std::size_t at = 0; at < size.pupils; ++at) {
        CHECK(gkv.snapshot.pupils[at].name == edexml.snapshot.pupils[at].name);
        CHECK("g" + gkv.snapshot.pupils[at].groups.at(0) == edexml.snapshot.pupils[at].groups.at(0));
    }
    for (std::size_t at = 0; at < gkv.snapshot.staff.size(); ++at)
        CHECK(gkv.snapshot.staff[at].name == edexml.snapshot.staff[at].name);
}

TEST_CASE("the same delivery twice differs in nothing", "[roster][samples]") {
    const test::SampleSize size{.schools = 2, .pupils = 60};
    const auto one = read_oneroster(*test::oneroster_sample(size, test::OneRosterSample::v1_2), of(test::brin_of(0)));
    const auto other = read_oneroster(*test::oneroster_sample(size, test::OneRosterSample::v1_2), of(test::brin_of(0)));
    CHECK(difference(one.snapshot, other.snapshot).steps.empty());
    CHECK(difference(one.snapshot, other.snapshot).pupils.unchanged == 60);
}
