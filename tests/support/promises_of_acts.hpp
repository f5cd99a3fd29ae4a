#pragma once
// What was promised about acts beside looking along, said a second time and the other way round: not who may do an act, but what
// each standing may do. Never written from policy/acts.cpp.

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "monitor/policy/acts.hpp"
#include "support/promised_rulings.hpp"

namespace monitor::test::promised::acts {

enum Digit : std::size_t {
    act, timekeeping, actor, employment, role, schools, school_admin, board_admin, privacy_officer, support, target, duty,
    permission, request, permission_end, nobody_asks, no_school, digits
};
/// Act 0 and 30 are none. An end: 0 none, 1 now, 2 a millisecond from now.
inline constexpr std::array<std::uint8_t, digits> values{31, 3, 3, 3, 3, 3, 2, 2, 2, 2, 3, 5, 2, 2, 3, 2, 2};
using Case = std::array<std::uint8_t, digits>;

constexpr std::uint64_t combinations() {
    std::uint64_t all{1};
    for (const auto count : values) all *= count;
    return all;
}

// ---- what each standing may do, by the numbers of AdminAct

using Set = std::uint64_t;
constexpr Set set(std::initializer_list<int> acts) {
    Set all{};
    for (const int one : acts) all |= Set{1} << one;
    return all;
}
inline constexpr Set technique = set({2, 5, 7, 8, 9});                // connections, discard, sites, devices
inline constexpr Set daily = technique | set({1, 3, 4, 6, 28, 29});   // the page, imports, links, sessions
inline constexpr Set people_and_lessons = set({10, 11, 14, 15, 16, 25, 27});
inline constexpr Set rights_of_people = set({20, 22, 23});
inline constexpr Set of_school_admin = daily | people_and_lessons | rights_of_people | set({17, 19, 21});
inline constexpr Set of_board_admin = daily | people_and_lessons | set({24});
inline constexpr Set of_privacy_officer = rights_of_people | set({17});
inline constexpr Set of_colleague = set({12, 13, 16, 18});
inline constexpr Set of_support = technique | set({1, 12, 26});
inline constexpr Set for_the_school = set({6, 14, 15, 16, 19, 20, 21, 23, 27, 29});  // by the operator, when the school asked
inline constexpr Set of_operator = technique | for_the_school | set({3, 4, 10, 11, 17, 22, 24, 26, 28});
inline constexpr Set shows_people_to_support = set({1, 26});          // only with a permission of the school
inline constexpr Set has_an_end = set({12, 13, 14, 19, 25, 26});
inline constexpr Set cannot_be_undone = set({22, 24});
inline constexpr Set gives_power = set({10, 25});

constexpr bool among(Set all, std::uint8_t one) { return (all >> one & 1) != 0; }

/// The standings of this person that allow the act, strongest first; empty: none does.
inline std::optional<policy::ActBasis> strongest(const Case& c) {
    using policy::ActBasis;
    if (c[actor] == 2) return among(of_operator, c[act]) ? std::optional{ActBasis::operator_} : std::nullopt;
    if (c[actor] != 1) return std::nullopt;
    if (c[school_admin] == 1 && among(of_school_admin, c[act])) return ActBasis::school_admin;
    if (c[board_admin] == 1 && among(of_board_admin, c[act])) return ActBasis::board_admin;
    if (c[privacy_officer] == 1 && among(of_privacy_officer, c[act])) return ActBasis::privacy_officer;
    if (c[role] == 1 && among(of_colleague, c[act])) return ActBasis::colleague;
    if (c[support] == 1 && among(of_support, c[act])) return ActBasis::support;
    return std::nullopt;
}

/// What must be said; empty: a permit.
inline std::optional<policy::ActRefusal> promised(const Case& c) {
    using enum policy::ActRefusal;
    const bool works_here = c[actor] == 1;
    if (c[no_school] == 1 || c[actor] == 0 || (works_here && c[nobody_asks] == 1)) return actor_unknown;
    if (works_here && c[employment] != 1) return actor_not_active;
    if (works_here && c[schools] != 1) return actor_of_other_school;
    if (among(has_an_end, c[act]) && c[timekeeping] != 1) return time_doubtful;
    const auto on = strongest(c);
    if (!on) return not_their_duty;
    if (among(gives_power, c[act]) && c[target] != 1) return not_for_oneself;
    if (c[act] == 10 && (c[duty] == 0 || (c[duty] == 2 && works_here))) return duty_not_theirs_to_grant;
    const bool technical = on == policy::ActBasis::support || on == policy::ActBasis::operator_;
    if (technical && among(shows_people_to_support, c[act]) && !(c[permission] == 1 && c[permission_end] == 2)) return no_permission;
    const bool in_writing = among(cannot_be_undone, c[act]) || (c[actor] == 2 && among(for_the_school, c[act]));
    if (in_writing && c[request] != 1) return no_request;
    return std::nullopt;
}

inline policy::ActRequest asked(const Case& c) {
    return {.who = c[nobody_asks] == 0 ? StaffId{someone} : StaffId{},
            .school = c[no_school] == 0 ? SchoolId{someone} : SchoolId{},
            .act = static_cast<policy::AdminAct>(c[act])};
}

inline policy::ActFacts facts(const Case& c) {
    return {.timekeeping = static_cast<policy::Timekeeping>(c[timekeeping]),
            .actor = static_cast<policy::Actor>(c[actor]),
            .employment = static_cast<policy::Employment>(c[employment]),
            .role = static_cast<policy::Role>(c[role]),
            .schools = static_cast<policy::Schools>(c[schools]),
            .school_admin = static_cast<policy::Holds>(c[school_admin]),
            .board_admin = static_cast<policy::Holds>(c[board_admin]),
            .privacy_officer = static_cast<policy::Holds>(c[privacy_officer]),
            .support = static_cast<policy::Holds>(c[support]),
            .target = static_cast<policy::Target>(c[target]),
            .duty = static_cast<policy::GrantedDuty>(c[duty]),
            .permission = static_cast<policy::SupportPermission>(c[permission]),
            .request = static_cast<policy::WrittenRequest>(c[request]),
            .permission_end = end(c[permission_end])};
}

inline bool agrees(const Case& c) {
    const auto ruling = policy::decide(asked(c), facts(c), now);
    const auto must = promised(c);
    return must ? !ruling && ruling.error() == *must : ruling && ruling->basis() == *strongest(c);
}

}  // namespace monitor::test::promised::acts
