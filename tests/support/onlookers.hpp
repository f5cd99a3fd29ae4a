#pragma once
// Every kind of onlooker beside every kind of kept contact detail: for holding the filter, the rule and the query against each other.

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "monitor/policy/visible.hpp"
#include "support/promised_rulings.hpp"

namespace monitor::test {

template <class SomeId>
SomeId numbered(int number) {
    return number == 0 ? SomeId{} : SomeId{std::array<std::byte, 16>{static_cast<std::byte>(number)}};
}

inline std::vector<std::vector<GroupId>> sets_of_groups() {
    const auto five = numbered<GroupId>(5), six = numbered<GroupId>(6);
    return {{}, {five}, {six}, {five, six}};
}

/// 5 viewers × 3 belongings × 2 persons × 2 schools × 4 sets of groups × 2 permissions × 3 ends: 1,440.
inline std::vector<policy::Onlooker> onlookers() {
    std::vector<policy::Onlooker> all;
    for (int viewer = 0; viewer <= 4; ++viewer)
        for (int belonging = 0; belonging <= 2; ++belonging)
            for (const int person : {0, 1})
                for (const int school : {0, 1})
                    for (const auto& groups : sets_of_groups())
                        for (int permission = 0; permission <= 1; ++permission)
                            for (const int end : {0, 1, 2})
                                all.push_back({numbered<policy::PersonId>(person), numbered<SchoolId>(school),
                                               static_cast<policy::Viewer>(viewer), static_cast<policy::Belonging>(belonging),
                                               groups, static_cast<policy::SupportPermission>(permission),
                                               promised::end(static_cast<std::uint8_t>(end))});
    return all;
}

/// 3 schools × 3 persons × 3 details × 5 audiences × 3 restrictions × 4 sets of groups: 1,620. School and person 0 are none.
inline std::vector<policy::KeptDetail> kept_details() {
    std::vector<policy::KeptDetail> all;
    for (const int school : {0, 1, 2})
        for (const int person : {0, 1, 2})
            for (const int detail : {0, 1, 4})
                for (int audience = 0; audience <= 4; ++audience)
                    for (int restriction = 0; restriction <= 2; ++restriction)
                        for (const auto& groups : sets_of_groups())
                            all.push_back({numbered<SchoolId>(school), numbered<policy::PersonId>(person),
                                           static_cast<policy::Detail>(detail), static_cast<policy::Audience>(audience),
                                           static_cast<policy::Restriction>(restriction), groups});
    return all;
}

/// What decide() says of one onlooker and one detail.
inline bool ruled(const policy::Onlooker& by, const policy::KeptDetail& kept) {
    const bool common = std::ranges::any_of(
        by.groups, [&](GroupId group) { return std::ranges::find(kept.groups, group) != kept.groups.end(); });
    const bool same = by.school != SchoolId{} && by.school == kept.school;
    const policy::ContactFacts facts{.viewer = by.viewer,
                                     .belonging = by.belonging,
                                     .schools = same ? policy::Schools::same : policy::Schools::different,
                                     .whose = by.person == kept.person ? policy::Whose::ones_own : policy::Whose::somebody_elses,
                                     .restriction = kept.restriction,
                                     .permission = by.permission,
                                     .permission_end = by.permission_end,
                                     .audience = kept.audience,
                                     .groups = common ? policy::Groups::shared : policy::Groups::apart};
    return policy::decide({by.person, kept.person, kept.detail}, facts, promised::now).has_value();
}

}  // namespace monitor::test
