// store: is it said whether the log still adds up to what was signed, without reading it?

#include "contract/trail_contract.hpp"
#include "monitor/audit/standing.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using audit::Holds;

namespace {

const SchoolId a_school{{std::byte{1}}};

struct SignedLog : StoreOfTest {
    SignedLog() { write(5); }
    void write(int lines) {
        for (int number = 0; number < lines; ++number) must(stores.trail->append(a_school, contract::line(tuesday, 1)));
    }
    [[nodiscard]] audit::Standing standing() { return must(audit::standing(*stores.trail, *stores.notary, a_school)); }
    void tamper(const std::string& sql) const { REQUIRE(Inside{options(), store::File::audit}.run(sql) > 0); }
};

}  // namespace

TEST_CASE("a log that was never signed says so; one that grew since still holds", "[store][audit]") {
    SignedLog test;
    CHECK(test.standing().holds == Holds::not_signed_yet);
    CHECK(test.standing().lines == 5);
    must(test.stores.notary->sign(a_school));
    CHECK(test.standing().holds == Holds::yes);
    test.write(4);
    const auto standing = test.standing();
    CHECK(standing.holds == Holds::yes);
    CHECK(standing.lines == 9);
    REQUIRE(standing.last);
    CHECK(standing.last->size == 5);
    test.write(1100);  // one is signed by itself on the way
    CHECK(test.standing().holds == Holds::yes);
    CHECK(test.standing().last->size > 5);
}

TEST_CASE("a log that differs from what was signed does not hold", "[files][store][audit]") {
    for (const char* sql : {"UPDATE entries SET leaf=zeroblob(32) WHERE idx=2", "DELETE FROM entries WHERE idx=4",
                            "UPDATE checkpoints SET note=replace(note, '5', '6')", "UPDATE checkpoints SET note='nonsense'"}) {
        INFO(sql);
        SignedLog test;
        must(test.stores.notary->sign(a_school));
        test.write(4);
        REQUIRE(test.standing().holds == Holds::yes);
        test.tamper(sql);
        CHECK(test.standing().holds == Holds::no);
    }
}
