// store: is what the log shows to a doubter what it holds, whatever was done to the file?

#include <algorithm>

#include "contract/trail_contract.hpp"
#include "monitor/audit/reading.hpp"
#include "monitor/audit/verify.hpp"
#include "monitor/retention/terms.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using audit::Flaw;
using contract::line;

namespace {

const SchoolId a_school{{std::byte{1}}};

struct LogOfTest : StoreOfTest {
    explicit LogOfTest(std::uint64_t lines) { grow(lines); }
    void grow(std::uint64_t lines) {
        std::vector<audit::Line> batch;
        for (std::uint64_t number = 0; number < lines; ++number) batch.push_back({a_school, line(clock.now(), number)});
        for (const auto& index : stores.trail->append(batch)) must(index);
    }
    audit::Subtree subtrees() {
        return [this](unsigned level, std::uint64_t number) { return stores.notary->subtree(a_school, level, number); };
    }
    std::vector<audit::Finding> verified(const std::vector<std::string>& witnesses = {}) {
        const auto since = retention::log_stands_since(clock.now());
        auto verifier =
            audit::make_verifier(audit::origin(a_school), must(stores.notary->public_key()), {since.lines, since.persons});
        for (const auto& note : must(stores.notary->checkpoints(a_school, 0, 1000))) verifier->witness(note, "kept");
        for (const auto& note : witnesses) verifier->witness(note, "elsewhere");
        for (const auto& evidence : must(stores.notary->evidence(a_school, 0, 100'000))) verifier->take(evidence);
        return verifier->end();
    }
    std::uint64_t tamper(const std::string& sql) {
        Inside database{options(), store::File::audit};
        return database.run(sql);
    }
};

}  // namespace

TEST_CASE("a checkpoint is signed by itself as the log grows, and again when asked, with a key that stays", "[store][audit]") {
    LogOfTest test{audit::lines_a_checkpoint - 1};
    CHECK(must(test.stores.notary->checkpoints(a_school, 0, 10)).empty());
    test.grow(2);
    const auto key = must(test.stores.notary->public_key());
    const auto notes = must(test.stores.notary->checkpoints(a_school, 0, 10));
    REQUIRE(notes.size() == 1);
    CHECK(must(audit::checkpoint(notes[0], key)).size == audit::lines_a_checkpoint + 1);
    CHECK(must(test.stores.notary->sign(a_school)) == notes[0]);
    test.grow(1);
    const auto next = must(test.stores.notary->sign(a_school));
    const auto read = must(audit::checkpoint(next, key));
    CHECK(read.size == audit::lines_a_checkpoint + 2);
    CHECK(read.root == must(test.stores.trail->head(a_school)).root);
    CHECK(read.origin == audit::origin(a_school));
    CHECK(read.at == tuesday);
    CHECK(must(test.stores.notary->checkpoints(a_school, read.size, 10)) == std::vector{next});
    test.reopen();
    CHECK(must(test.stores.notary->public_key()) == key);
    CHECK(must(test.stores.notary->sign(SchoolId{})).starts_with("libmonitor.audit/operator\n0\n"));
    CHECK(test.verified().empty());
}

TEST_CASE("proofs from the store are those of the leaves, over the edges of what it keeps", "[store][audit]") {
    LogOfTest test{700};
    std::vector<audit::Hash> leaves;
    for (const auto& kept : must(test.stores.trail->read(a_school, 0, 1000))) leaves.push_back(kept.leaf);
    const audit::Subtree plain = [&](unsigned level, std::uint64_t number) -> std::expected<audit::Hash, Error> {
        audit::Frontier joined;
        for (auto at = number << level; at < (number + 1) << level; ++at) joined.append(leaves.at(at));
        return joined.root();
    };
    for (const std::uint64_t size : {1, 2, 255, 256, 257, 511, 512, 513, 699, 700}) {
        CHECK(must(audit::root(size, test.subtrees())) == must(audit::root(size, plain)));
        for (const std::uint64_t index : {0, 1, 254, 255, 256, 511, 512, 699}) {
            if (index >= size) continue;
            CHECK(must(audit::inclusion(index, size, test.subtrees())) == must(audit::inclusion(index, size, plain)));
            CHECK(must(audit::consistency(index, size, test.subtrees())) == must(audit::consistency(index, size, plain)));
        }
    }
    CHECK(test.stores.notary->subtree(a_school, 0, 700).error().remedy == Remedy::not_found);
    CHECK(test.stores.notary->subtree(a_school, 9, 1).error().remedy == Remedy::not_found);
    CHECK(test.stores.notary->subtree(a_school, 62, 1).error().remedy == Remedy::not_found);
    CHECK(test.stores.notary->subtree(a_school, 64, 0).error().remedy == Remedy::not_found);
}

TEST_CASE("every tampering with the file is named", "[files][store][audit]") {
    struct Done {
        const char* sql;
        Flaw flaw;
        std::uint64_t first, last;
    };
    for (const auto& done : {
             Done{"UPDATE entries SET lasting=zeroblob(60) WHERE idx=700", Flaw::changed, 700, 700},
             Done{"UPDATE entries SET leaf=zeroblob(32), lasting=NULL WHERE idx=700", Flaw::not_as_signed, 0, 1199},
             Done{"DELETE FROM entries WHERE idx=700", Flaw::missing, 700, 700},
             Done{"DELETE FROM entries WHERE idx>=700", Flaw::wound_back, 700, 1199},
             Done{"UPDATE entries SET idx=CASE idx WHEN 700 THEN -701 ELSE -700 END WHERE idx IN (700, 701)", Flaw::out_of_place,
                  0, 0},
             // What is erased keeps its leaf, so a line that only looks erased fits; but not before its time.
             Done{
                 "UPDATE entries SET year=NULL, recorded=NULL, lasting=NULL, lasting_salt=NULL, personal=NULL, personal_salt=NULL"
                 " WHERE idx BETWEEN 700 AND 703",
                 Flaw::erased_early, 700, 703},
             Done{"UPDATE entries SET recorded=0 WHERE idx=700", Flaw::erased_early, 700, 700},
             Done{"UPDATE entries SET personal=NULL, personal_salt=NULL WHERE idx=700", Flaw::erased_early, 700, 700},
             Done{"UPDATE checkpoints SET note=replace(note, '1200', '1100')", Flaw::signature_wrong, 0, 0},
             Done{"UPDATE checkpoints SET note=substr(note, 2)", Flaw::signature_wrong, 0, 0},
         }) {
        INFO(done.sql);
        LogOfTest test{1200};
        must(test.stores.notary->sign(a_school));
        REQUIRE(test.verified().empty());
        REQUIRE(test.tamper(done.sql) > 0);
        if (done.flaw == Flaw::out_of_place) {
            REQUIRE(test.tamper("UPDATE entries SET idx=-idx WHERE idx<0") == 2);
            // Swapped with all they hold: neither opens where it stands.
            const auto found = test.verified();
            REQUIRE_FALSE(found.empty());
            CHECK(found.front() == audit::Finding{Flaw::changed, 700, 701, {}});
            continue;
        }
        const auto found = test.verified();
        const auto named = std::ranges::find(found, done.flaw, &audit::Finding::flaw);
        REQUIRE(named != found.end());
        CHECK(named->first == done.first);
        CHECK(named->last == done.last);
    }
}

TEST_CASE("what is erased in its time is no tampering, and one line that somebody erased hides no other", "[store][audit]") {
    LogOfTest test{20};
    must(test.stores.notary->sign(a_school));
    test.clock.jump(school::ends(school::school_year(tuesday)) - tuesday);
    CHECK(test.verified().empty());
    test.clock.jump(school::ends({school::school_year(tuesday).begins + std::chrono::years{1}}) - test.clock.now());
    must(test.stores.trail->sweep(test.clock.now()));
    test.grow(600);
    CHECK(test.verified().size() == 1);  // the end that nobody signed
    REQUIRE(test.tamper("UPDATE entries SET lasting=NULL WHERE idx=610") == 1);
    std::vector<std::uint64_t> read;
    for (std::uint64_t before = ~std::uint64_t{};;) {
        const auto page = must(audit::lines(*test.stores.trail, *test.stores.logbooks, a_school, {}, before, 100));
        for (const auto& one : page.found) read.push_back(one.index);
        if (!page.next) break;
        before = *page.next;
    }
    CHECK(read.size() == 599);
    CHECK(read.back() == 20);
}

TEST_CASE("a log wound back to an older copy, with all that was signed since, is found by a checkpoint kept elsewhere",
          "[files][store][audit]") {
    LogOfTest test{20};
    must(test.stores.notary->sign(a_school));
    const auto path = test.options().directory / "audit.db";
    (void)Inside{path}.empty_log();
    std::filesystem::copy_file(path, test.directory.path() / "old.db");
    test.grow(5);
    const auto seen = must(test.stores.notary->sign(a_school));
    CHECK(test.verified({seen}).empty());
    test.stores = {};
    std::filesystem::copy_file(test.directory.path() / "old.db", path, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(path.string() + "-wal");
    std::filesystem::remove(path.string() + "-shm");
    test.reopen();
    CHECK(test.verified().empty());
    const auto found = test.verified({seen});
    REQUIRE(found.size() == 1);
    CHECK(found[0] == audit::Finding{Flaw::wound_back, 20, 24, "elsewhere"});
    test.grow(7);  // grown again, with other lines
    const auto other = test.verified({seen});
    REQUIRE_FALSE(other.empty());
    CHECK(other[0].flaw == Flaw::not_as_signed);
    CHECK(other[0].first == 20);
    CHECK(other[0].last == 24);
}
