// store: whose account opens a pupil's own log, and does all of it go with the pupil?

#include "support/directory_of_test.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using identity::Opens;
using identity::Reader;
using roster::Enabled;
using roster::Role;

namespace {

struct ReadersOfTest : StoreOfTest {
    ReadersOfTest() {
        apply(regenboog());
        read(regenboog_accounts());
    }
    void read(std::vector<roster::Account> accounts, store::Extent extent = store::Extent::everything) {
        must(stores.directories->apply(school, round_of(std::move(accounts), extent)));
    }
    [[nodiscard]] std::optional<identity::PupilAt> pupil(const std::string& object, const std::string& tenant = "tenant-1") {
        return must(stores.sittings->pupil(tenant, Personal<std::string>{object}));
    }
    [[nodiscard]] PupilId sanne() {
        const auto all = roll();
        return std::ranges::find(all->pupils, school::Name{"Sanne B."}, &school::Pupil::name)->id;
    }
    [[nodiscard]] std::int64_t rows(const std::string& table) const {
        return Inside{options(), store::File::people}.number("SELECT count(*) FROM " + table);
    }
};

}  // namespace

TEST_CASE("a pupil's own account is theirs, and nobody else's is", "[store][readers]") {
    ReadersOfTest test;
    REQUIRE(test.pupil("o-p1"));
    CHECK(test.pupil("o-p1")->pupil == test.sanne());
    CHECK(test.pupil("o-p1")->school == test.school);
    CHECK_FALSE(test.pupil("o-p1", "tenant-2"));
    CHECK_FALSE(test.pupil("object-s1"));
    CHECK_FALSE(test.pupil("somebody"));
    CHECK_FALSE(test.pupil(""));
}

TEST_CASE("an account that is disabled, or of somebody who works there, opens no pupil's log", "[store][readers]") {
    for (const auto& [role, enabled] :
         {std::pair{Role::pupil, Enabled::no}, std::pair{Role::pupil, Enabled::unknown}, std::pair{Role::staff, Enabled::yes}}) {
        ReadersOfTest test;
        test.read({account_line("o-p1", "sanne.b@school.example", role, enabled)}, store::Extent::changes);
        CHECK_FALSE(test.pupil("o-p1"));
        CHECK(test.pupil("o-p2"));
    }
}

TEST_CASE("codes and sittings go with the pupil, and at their end", "[store][readers]") {
    ReadersOfTest test;
    const auto make = [&] {
        must(test.stores.codes->make(test.school, test.sanne(), Opens::own_log, 24h));
        return must(test.stores.sittings->begin({test.school, test.sanne()}, Reader::parent));
    };
    auto token = make();
    auto without = regenboog();
    without.pupils.erase(without.pupils.begin());
    test.apply(without);
    CHECK(test.rows("codes") == 0);
    CHECK(test.rows("sittings") == 0);
    CHECK_FALSE(must(test.stores.sittings->find(token)));
    test.apply(regenboog());
    token = make();
    test.clock.jump(24h);
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(test.rows("codes") == 0);
    CHECK(test.rows("sittings") == 0);
}

TEST_CASE("neither a code nor a sitting's key stands in the file", "[store][readers]") {
    ReadersOfTest test;
    const auto made = must(test.stores.codes->make(test.school, test.sanne(), Opens::own_log, 24h));
    const auto token = must(test.stores.sittings->begin({test.school, test.sanne()}, Reader::pupil));
    for (const auto& secret : {made.secret.reveal(Purpose::match_account), token.reveal(Purpose::match_account)})
        for (const auto* column : {"secret_hash FROM codes", "token_hash FROM sittings"})
            for (const auto& row : Inside{test.options(), store::File::people}.rows(std::string{"SELECT "} + column)) {
                CHECK(row.bytes(0).size() == 32);
                CHECK(as_text(row.bytes(0)).find(secret) == std::string_view::npos);
            }
}

TEST_CASE("a shorter term for codes and sessions holds for what is there", "[store][readers]") {
    ReadersOfTest test;
    const auto made = must(test.stores.codes->make(test.school, test.sanne(), Opens::own_log, 7 * 24h));
    must(test.stores.choices->shorten(test.school, retention::Kind::invitation, 24h));
    CHECK(must(test.stores.codes->of(test.school)).front().expires == made.code.made + 24h);
}
