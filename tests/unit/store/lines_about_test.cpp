// store: are somebody's lines found without reading the others, and is the way to them gone when they are?

#include "contract/logbooks_contract.hpp"
#include "store/keys.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using contract::lines_of;

namespace {

using Lines = std::vector<std::uint64_t>;
const SchoolId a_school{{std::byte{1}}}, another_school{{std::byte{2}}};
const contract::OfContract of;

struct IndexOfTest : StoreOfTest {
    IndexOfTest() { of.write(*stores.trail, a_school, tuesday); }
    [[nodiscard]] Lines lines(const audit::Whom& whom, std::uint64_t before = ~std::uint64_t{}) {
        return lines_of(*stores.logbooks, a_school, whom, before);
    }
    [[nodiscard]] std::int64_t rows(const std::string& table, std::initializer_list<store::Value> values = {}) const {
        return Inside{options(), store::File::audit}.number("SELECT count(*) FROM " + table, values);
    }
    void run(const std::string& sql) const { Inside{options(), store::File::audit}.run(sql); }
    void fill(std::uint64_t count, Instant at) {
        const std::vector<audit::Line> lines(count, audit::Line{a_school, {.at = at, .act = audit::Act::swept}});
        for (const auto& appended : stores.trail->append(lines)) must(Appended{appended});
    }
    using Appended = audit::Appended;
};

}  // namespace

TEST_CASE("a pupil's lines are found over many stretches of the log", "[store][audit]") {
    IndexOfTest test;
    test.fill(9000, tuesday);
    of.write(*test.stores.trail, a_school, tuesday);
    CHECK(test.lines(of.sanne) == Lines{9006, 9005, 1, 0});
    CHECK(test.lines(of.sanne, 9006) == Lines{9005, 1, 0});
    CHECK(test.lines(of.sanne, 5000) == Lines{1, 0});
}

TEST_CASE("what leads to a pupil goes with the school year, what leads to staff with the line", "[store][audit]") {
    IndexOfTest test;
    test.clock.jump(school::ends(this_year) - tuesday);
    of.write(*test.stores.trail, a_school, test.clock.now());
    CHECK(test.lines(of.sanne) == Lines{6, 5});  // not swept yet, and not read either
    CHECK(test.lines(of.anouk) == Lines{9, 7, 6, 5, 4, 2, 1, 0});
    CHECK(test.rows("pupil_lines") == 8);
    must(test.stores.trail->sweep(test.clock.now()));
    CHECK(test.rows("pupil_lines") == 4);
    CHECK(test.rows("other_lines") == 16);
    test.clock.jump(tuesday + 365 * 24h - test.clock.now());
    CHECK(test.lines(of.anouk) == Lines{9, 7, 6, 5});
    must(test.stores.trail->sweep(test.clock.now()));
    CHECK(test.rows("other_lines") == 8);
    CHECK(test.lines(of.sanne) == Lines{6, 5});
}

TEST_CASE("a shorter term takes the way to a pupil's lines along", "[store][audit]") {
    IndexOfTest test;
    must(test.stores.logbooks->keep_for(a_school, std::chrono::days{90}));
    test.clock.jump(91 * 24h);
    CHECK(test.lines(of.sanne).empty());
    must(test.stores.trail->sweep(test.clock.now()));
    CHECK(test.rows("pupil_lines") == 0);
    CHECK(test.rows("other_lines") == 0);
}

TEST_CASE("without its key a row leads to nobody", "[store][audit]") {
    IndexOfTest test;
    must(test.stores.keys->destroy(store::audit_personal_key(a_school, this_year)));
    CHECK(test.lines(of.sanne).empty());
    CHECK(test.lines(of.anouk).size() == 4);
    for (const auto& id : {of.sanne.bytes(), of.noortje.bytes()})
        CHECK(test.rows("pupil_lines WHERE who=?", {Bytes{id.begin(), id.end()}}) == 0);
}

TEST_CASE("two schools have no row in common", "[store][audit]") {
    IndexOfTest test;
    of.write(*test.stores.trail, another_school, tuesday);
    CHECK(test.rows("pupil_lines a JOIN pupil_lines b ON a.who=b.who AND a.school<>b.school") == 0);
    CHECK(test.rows("other_lines a JOIN other_lines b ON a.who=b.who AND a.school<>b.school") == 0);
}

TEST_CASE("a log of before there was an index gets one when it is opened", "[files][store][audit]") {
    IndexOfTest test;
    test.fill(6000, tuesday);
    of.write(*test.stores.trail, a_school, tuesday);
    of.write(*test.stores.trail, another_school, tuesday);
    const auto before = test.rows("pupil_lines");
    test.stores = {};
    for (const char* sql : {"DROP TABLE tide", "DROP TABLE pupil_lines", "DROP TABLE other_lines", "DROP TABLE IF EXISTS ended",
                            "ALTER TABLE heads DROP COLUMN pointed_from", "PRAGMA user_version=2"})
        test.run(sql);
    test.reopen();
    CHECK(test.lines(of.sanne) == Lines{6006, 6005, 1, 0});
    CHECK(test.lines(of.view) == Lines{6007, 6006, 6005, 2, 1, 0});
    CHECK(lines_of(*test.stores.logbooks, another_school, of.noortje) == Lines{3, 0});
    CHECK(test.rows("pupil_lines") == before);
    CHECK(test.rows("heads WHERE pointed_from<>0") == 0);
}

TEST_CASE("a row that names the wrong line shows nobody else's", "[store][audit]") {
    IndexOfTest test;
    test.run("UPDATE pupil_lines SET idx=4 WHERE idx=1");  // Anouk and Kees, and no pupil
    CHECK(test.lines(of.sanne) == Lines{0});
}
