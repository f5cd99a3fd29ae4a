// store: is what is past its deadline gone, from every file, and is it never readable before?

#include <fstream>
#include <iterator>

#include "contract/trail_contract.hpp"
#include "store/keys.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using retention::Kind;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// In which file of the store one of these can be read; empty: in none.
std::string leak(StoreOfTest& test, const std::vector<std::string>& canaries) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{test.directory.path()}) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = content(entry.path());
        for (const auto& canary : canaries) {
            if (bytes.find(canary) != std::string::npos) return entry.path().filename().string() + " holds " + canary;
        }
    }
    return {};
}

const std::vector<std::string> canaries{"Sanne", "sanne.b",   "Timote",   "tim.v",       "Noortje", "Anouk",      "anouk.devries",
                                        "Kees",  "object-s1", "tenant-1", "10.99.88.77", "p1p1p1",  "lid.van.kar"};

}  // namespace

TEST_CASE("no name, user name, account, address or key of a person is readable in any file", "[files][store]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    snapshot.pupils[0].key = roster::Key{"p1p1p1p1"};
    test.apply(snapshot);
    const auto staff = test.staff("anouk.devries");
    const auto token = must(test.stores.sessions->begin(
        {.school = test.school, .staff = staff, .address = Personal<std::string>{"10.99.88.77"}, .browser = "Firefox"}, 10h));
    const auto secret = must(test.stores.enrolments->offer({test.school, test.site("Hoofdgebouw"), 2, 1h}));
    must(test.stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar 3",
                                        Personal<std::string>{"lid.van.kar"}));
    auto entry = contract::line(tuesday, 1);
    entry.address = Personal<std::string>{"10.99.88.77"};
    entry.actor = {audit::ActorKind::staff, staff, std::nullopt};
    must(test.stores.trail->append(test.school, entry));
    auto all = canaries;
    all.push_back(token.reveal(Purpose::operate));
    all.push_back(secret.reveal(Purpose::operate));
    all.emplace_back(as_text(*from_base64url(token.reveal(Purpose::operate))));

    CHECK(leak(test, all).empty());
    CHECK(leak(test, {"Hoofdgebouw"}) != "");  // the search itself finds what is not sealed
    must(store::sweep(test.stores, test.clock.now()));
    CHECK(leak(test, all).empty());
    test.stores = {};
    CHECK(leak(test, all).empty());
}

TEST_CASE("the sweep deletes what was listed as due, and nothing else", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto site = test.site("Hoofdgebouw");
    const auto staff = test.staff("anouk.devries");
    must(test.stores.sessions->begin({.school = test.school, .staff = staff}, 10h));
    must(test.stores.enrolments->offer({test.school, site, 1, 4h}));
    must(test.stores.enrolments->offer({test.school, site, 1, 24h}));
    CHECK(must(store::due(test.stores, tuesday)).empty());
    CHECK(must(store::due(test.stores, tuesday + 4h - 1ms)).empty());
    const auto at_eleven = must(store::due(test.stores, tuesday + 4h));
    REQUIRE(at_eleven.size() == 1);
    CHECK(at_eleven[0].kind == Kind::enrolment_token);
    CHECK(at_eleven[0].count == 1);
    CHECK(at_eleven[0].oldest == tuesday + 4h);
    CHECK(must(store::sweep(test.stores, tuesday + 4h)).size() == 1);
    CHECK(must(store::due(test.stores, tuesday + 4h)).empty());

    const Instant end = school::ends(this_year);
    const auto due = must(store::due(test.stores, end));
    const auto count = [&](Kind kind) {
        std::uint64_t total{};
        for (const auto& one : due) total += one.kind == kind ? one.count : 0;
        return total;
    };
    CHECK(count(Kind::pupil) == 3);
    CHECK(count(Kind::staff) == 3);
    CHECK(count(Kind::membership) == 6);
    CHECK(count(Kind::session) == 1);
    CHECK(count(Kind::enrolment_token) == 1);
    test.clock.jump(end - tuesday);
    CHECK(must(store::sweep(test.stores, end)).size() == due.size());
    CHECK(must(store::due(test.stores, end)).empty());
    CHECK(must(test.stores.people->schools()).size() == 1);
    CHECK(test.roll()->groups.size() == 2);
}

TEST_CASE("after a sweep nothing waits in the write-ahead logs", "[files][store]") {
    StoreOfTest test;
    test.apply(regenboog());
    must(test.stores.trail->append(test.school, contract::line(tuesday, 1)));
    CHECK(std::filesystem::file_size(test.options().directory / "people.db-wal") > 0);
    must(store::sweep(test.stores, tuesday));
    CHECK(std::filesystem::file_size(test.options().directory / "people.db-wal") == 0);
    CHECK(std::filesystem::file_size(test.options().directory / "audit.db-wal") == 0);
}

TEST_CASE("the key of a school year goes when the year is over and nobody is left in it", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto key = store::people_key(test.school, this_year);
    const Instant end = school::ends(this_year);
    must(store::sweep(test.stores, end - 1ms));
    CHECK(test.stores.keys->existing(key));
    SECTION("all at once") {
        must(store::sweep(test.stores, end));
    }
    SECTION("also when everybody goes on into the new year") {
        test.clock.jump(end - 1h - tuesday);
        test.apply(regenboog(next_year));
        must(store::sweep(test.stores, end - 1ms));
        CHECK(test.stores.keys->existing(key));
        must(store::sweep(test.stores, end));
        CHECK(test.stores.keys->existing(store::people_key(test.school, next_year)));
        CHECK(test.roll()->pupils.size() == 3);
    }
    CHECK(test.stores.keys->existing(key).error().remedy == Remedy::not_found);
    CHECK(test.stores.keys->existing(store::lookup_key(test.school)));
}

TEST_CASE("a device of one person ends with that person's year, unless the new year names them", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto secret = must(test.stores.enrolments->offer({test.school, test.site("Hoofdgebouw"), 4, 1h}));
    const auto enrol = [&](const char* user) {
        return must(test.stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar",
                                                   Personal<std::string>{user}))
            .id;
    };
    const auto sannes = enrol("sanne.b"), tims = enrol("tim.v"), anybodys = enrol(""), spelled = enrol("Sanne.B");
    const Instant end = school::ends(this_year);
    test.clock.jump(end - 1h - tuesday);
    auto new_year = regenboog(next_year);
    new_year.pupils.erase(new_year.pupils.begin() + 1);
    test.apply(new_year);
    CHECK(must(test.stores.devices->of(test.school)).size() == 4);
    test.clock.jump(1h);
    const auto gone = must(store::sweep(test.stores, end));
    CHECK(std::ranges::count(gone, Kind::device, &store::Due::kind) == 1);
    CHECK(must(test.stores.devices->of(test.school)).size() == 3);
    CHECK(must(test.stores.devices->find(spelled)).fixed_user == Personal<std::string>{"Sanne.B"});  // as a device spells it
    CHECK(test.stores.devices->find(tims).error().remedy == Remedy::not_found);
    CHECK(must(test.stores.devices->find(sannes)).fixed_user == Personal<std::string>{"sanne.b"});
    CHECK(must(test.stores.devices->find(anybodys)).fixed_user == Personal<std::string>{""});
}
