// store: does a roster that waits come back as it was put away, and is anything else refused?

#include "store/minimal.hpp"

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

store::Minimal minimal(StoreOfTest& test) {
    auto snapshot = regenboog();
    snapshot.pupils[0].clues.number = Personal<std::string>{"1001"};
    snapshot.pupils[1].clues.number = Personal<std::string>{"1001"};
    test.apply(snapshot);
    return store::minimised(snapshot, store::school_keys(*test.stores.keys, test.school), roster::usual_rules(), {});
}

}  // namespace

TEST_CASE("a roster that was put away comes back as it was", "[store][imports]") {
    StoreOfTest test;
    const auto before = minimal(test);
    const auto text = store::text(before);
    const auto after = store::minimal_from(text);
    CHECK(store::text(after) == text);
    CHECK(after.year == this_year);
    CHECK(after.brin == "99XX");
    CHECK(after.sites[0].hours == regenboog().sites[0].hours);
    REQUIRE(after.pupils.size() == 3);
    REQUIRE(after.staff.size() == 3);
    CHECK(std::ranges::is_sorted(after.pupils, {}, &store::Minimal::Person::id));
    for (std::size_t at = 0; at < 3; ++at) {
        CHECK(after.pupils[at].name == before.pupils[at].name);
        CHECK(after.pupils[at].keys.size() == before.pupils[at].keys.size());
        CHECK(after.staff[at].account == before.staff[at].account);
        CHECK(after.staff[at].account);
        CHECK(after.staff[at].keys.empty());  // the roster itself names their account
    }
    const auto several = [](const store::Minimal::Person& person) {
        return std::ranges::count(person.keys, store::Whose::several, &store::KeptKey::whose);
    };
    CHECK(several(after.pupils[0]) + several(after.pupils[1]) + several(after.pupils[2]) == 2);
}

TEST_CASE("a roster that was cut off or changed is refused, or is a roster, and never more than its bytes", "[store][imports]") {
    StoreOfTest test;
    const auto whole = store::text(minimal(test));
    const auto read = [](const std::string& text) {
        try {
            return static_cast<int>(store::minimal_from(text).pupils.size());
        } catch (const store::Failure& failure) {
            CHECK(failure.error.remedy == Remedy::ask_operator);
            return -1;
        }
    };
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(read(whole.substr(0, size)) == -1);
    CHECK(read(whole + "x") == -1);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x80);
        CHECK(read(changed) <= 3);
    }
}
