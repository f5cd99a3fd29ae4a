// roster: what is someone at a school, by the words that OneRoster and School Data Sync use for it?

#include "roster/roles.hpp"

#include <algorithm>
#include <array>

#include "monitor/base/ascii.hpp"

namespace monitor::roster {
namespace {

template <std::size_t Count>
bool among(std::string_view word, const std::array<std::string_view, Count>& words) {
    return std::ranges::any_of(words, [&](std::string_view one) { return same_word(one, word); });
}

constexpr std::array<std::string_view, 9> oneroster_staff{"teacher",
                                                          "administrator",
                                                          "aide",
                                                          "proctor",
                                                          "counselor",
                                                          "principal",
                                                          "siteAdministrator",
                                                          "districtAdministrator",
                                                          "systemAdministrator"};
// All that its default list of values names in the group Staff, and what older samples have.
constexpr std::array<std::string_view, 24> sds_staff{"principal",
                                                     "assistantPrincipal",
                                                     "teacher",
                                                     "faculty",
                                                     "staff",
                                                     "professor",
                                                     "lecturer",
                                                     "adjunct",
                                                     "aide",
                                                     "teacherAssistant",
                                                     "substitute",
                                                     "counselor",
                                                     "coach",
                                                     "siteAdministrator",
                                                     "proctor",
                                                     "administrator",
                                                     "itAdmin",
                                                     "officeStaff",
                                                     "paraprofessional",
                                                     "researcher",
                                                     "chair",
                                                     "instructor",
                                                     "districtAdministrator",
                                                     "systemAdministrator"};
constexpr std::array<std::string_view, 5> teaching{"teacher", "faculty", "professor", "lecturer", "instructor"};
constexpr std::array<std::string_view, 3> yes{"true", "1", "yes"}, no{"false", "0", "no"};

Relation guardian_from(std::string_view word) {
    if (same_word(word, "parent")) return Relation::parent;
    if (same_word(word, "guardian")) return Relation::guardian;
    if (same_word(word, "relative")) return Relation::relative;
    return Relation::unknown;
}

template <std::size_t Count>
Capacity capacity(std::string_view word, const std::array<std::string_view, Count>& staff) {
    if (same_word(word, "student")) return {Role::pupil};
    if (among(word, staff)) return {Role::staff};
    return {Role::unknown, guardian_from(word)};
}

}  // namespace

Capacity oneroster_capacity(std::string_view word) {
    return capacity(word, oneroster_staff);
}
Capacity sds_capacity(std::string_view word) {
    return capacity(word, sds_staff);
}

std::optional<Relation> sds_relation(std::string_view word) {
    const auto family = guardian_from(word);
    if (family != Relation::unknown) return family;
    if (word.empty()) return Relation::unknown;
    if (same_word(word, "other")) return Relation::other;
    return std::nullopt;
}

bool teaches(std::string_view word) {
    return among(word, teaching);
}

Enabled enabled_from(std::string_view word) {
    if (among(word, yes)) return Enabled::yes;
    return among(word, no) ? Enabled::no : Enabled::unknown;
}

}  // namespace monitor::roster
