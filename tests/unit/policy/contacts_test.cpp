// Who sees which contact detail, and does the filter for a list say the same as the rule for one?

#include "support/promises_of_contacts.hpp"

#include <catch2/catch.hpp>

#include "support/onlookers.hpp"

using namespace monitor;
using namespace monitor::policy;
using namespace monitor::test;
namespace contacts = promised::contacts;

TEST_CASE("every combination of facts about a contact detail is ruled as promised (P14)", "[policy]") {
    contacts::Case one{};
    std::uint64_t tried{}, wrong{};
    for (bool more = true; more;) {
        ++tried;
        wrong += contacts::agrees(one) ? 0 : 1;
        more = false;
        for (std::size_t digit = 0; digit < contacts::digits; ++digit) {
            if (++one[digit] < contacts::values[digit]) {
                more = true;
                break;
            }
            one[digit] = 0;
        }
    }
    CHECK(tried == contacts::combinations());
    CHECK(wrong == 0);
}

TEST_CASE("the filter for a list admits exactly what the rule for one detail permits", "[policy]") {
    std::uint64_t tried{}, differing{};
    const auto kept = kept_details();
    for (const auto& by : onlookers()) {
        const auto filter = visible_to(by, promised::now);
        for (const auto& detail : kept) {
            ++tried;
            differing += admits(filter, detail) == ruled(by, detail) ? 0 : 1;
        }
    }
    CHECK(tried == 1440U * 1620U);
    CHECK(differing == 0);
}

TEST_CASE("a filter nobody filled in sees nothing", "[policy]") {
    for (const auto& detail : kept_details()) REQUIRE_FALSE(admits(VisibleTo{}, detail));
}

TEST_CASE("values from outside the enumerations show nothing to parents", "[policy]") {
    ContactFacts facts{.viewer = Viewer::guardian, .belonging = Belonging::current, .schools = Schools::same,
                       .whose = Whose::somebody_elses, .restriction = Restriction::none, .permission = {}, .permission_end = {},
                       .audience = Audience::the_whole_school, .groups = Groups::shared};
    const ContactRequest asked{PersonId{promised::someone}, PersonId{std::array<std::byte, 16>{std::byte{8}}}, Detail::phone};
    REQUIRE(decide(asked, facts, promised::now));
    facts.audience = static_cast<Audience>(77);
    CHECK(decide(asked, facts, promised::now).error() == ContactRefusal::only_the_school_sees);
    facts.viewer = static_cast<Viewer>(77);
    CHECK(decide(asked, facts, promised::now).error() == ContactRefusal::nobody_asks);
}
