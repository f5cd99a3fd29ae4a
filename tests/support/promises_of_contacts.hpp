#pragma once
// What was promised about contact details (P14), said a second time: who sees what, before asking why not. Never written from
// policy/contacts.cpp.

#include <array>
#include <optional>

#include "monitor/policy/contacts.hpp"
#include "support/promised_rulings.hpp"

namespace monitor::test::promised::contacts {

enum Digit : std::size_t {
    detail, viewer, belonging, schools, whose, restriction, permission, permission_end, audience, groups, nobody_asks, about_nobody,
    digits
};
/// Detail 0 and 4 are none; audience 4 is one nobody knows. An end: 0 none, 1 now, 2 a millisecond from now.
inline constexpr std::array<std::uint8_t, digits> values{5, 5, 3, 3, 3, 3, 2, 3, 5, 3, 2, 2};
using Case = std::array<std::uint8_t, digits>;

constexpr std::uint64_t combinations() {
    std::uint64_t all{1};
    for (const auto count : values) all *= count;
    return all;
}

/// Everybody and everything is known, the viewer belongs to the school, and it is the person's school.
inline bool at_home(const Case& c) {
    return c[detail] >= 1 && c[detail] <= 3 && c[viewer] != 0 && c[nobody_asks] == 0 && c[about_nobody] == 0 && c[belonging] == 1 &&
           c[schools] == 1;
}

/// Oneself always; the school (staff, and support while the school permits); others as far as the person chose.
inline bool sees(const Case& c) {
    if (!at_home(c)) return false;
    if (c[whose] == 1) return true;
    if (c[restriction] != 1) return false;
    const bool the_school = c[viewer] == 1 || (c[viewer] == 2 && c[permission] == 1 && c[permission_end] == 2);
    const bool a_parent_or_pupil = c[viewer] == 3 || c[viewer] == 4;
    const bool shared = c[audience] == 3 || (c[audience] == 2 && c[groups] == 1);
    return the_school || (a_parent_or_pupil && shared);
}

/// Why not: the first that holds. Only for those who do not see.
inline policy::ContactRefusal why_not(const Case& c) {
    using policy::ContactRefusal;
    if (c[nobody_asks] + c[about_nobody] > 0 || c[detail] % 4 == 0 || c[viewer] == 0) return ContactRefusal::nobody_asks;
    if (c[belonging] != 1) return ContactRefusal::viewer_not_of_this_school;
    if (c[schools] != 1) return ContactRefusal::viewer_of_other_school;
    if (c[viewer] == 2 && c[permission] + c[permission_end] != 3) return ContactRefusal::support_not_permitted;
    if (c[restriction] != 1) return ContactRefusal::details_restricted;
    return c[audience] == 2 ? ContactRefusal::only_their_groups_see : ContactRefusal::only_the_school_sees;
}

inline policy::ContactRequest asked(const Case& c) {
    std::array<std::byte, 16> other{std::byte{8}};
    return {.viewer = c[nobody_asks] == 0 ? policy::PersonId{someone} : policy::PersonId{},
            .person = c[about_nobody] == 1 ? policy::PersonId{} : policy::PersonId{c[whose] == 1 ? someone : other},
            .detail = static_cast<policy::Detail>(c[detail])};
}

inline policy::ContactFacts facts(const Case& c) {
    return {.viewer = static_cast<policy::Viewer>(c[viewer]),
            .belonging = static_cast<policy::Belonging>(c[belonging]),
            .schools = static_cast<policy::Schools>(c[schools]),
            .whose = static_cast<policy::Whose>(c[whose]),
            .restriction = static_cast<policy::Restriction>(c[restriction]),
            .permission = static_cast<policy::SupportPermission>(c[permission]),
            .permission_end = end(c[permission_end]),
            .audience = static_cast<policy::Audience>(c[audience]),
            .groups = static_cast<policy::Groups>(c[groups])};
}

inline bool agrees(const Case& c) {
    const auto ruling = policy::decide(asked(c), facts(c), now);
    return sees(c) ? ruling.has_value() : !ruling && ruling.error() == why_not(c);
}

}  // namespace monitor::test::promised::contacts
