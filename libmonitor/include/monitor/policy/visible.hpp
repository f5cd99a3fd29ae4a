#pragma once
// policy: of a list of contact details, which does this person see? A value that the store turns into a condition of its query.

#include <cstdint>
#include <vector>

#include "monitor/policy/contacts.hpp"

namespace monitor::policy {

/// Who looks at the list, and what they are at which school.
struct Onlooker {
    PersonId person{};
    SchoolId school{};
    Viewer viewer{};
    Belonging belonging{};
    std::vector<GroupId> groups{};  ///< a guardian's: those of their children
    SupportPermission permission{};
    std::optional<Instant> permission_end{};
};

/// How far someone sees beyond what is their own.
enum class Reach : std::uint8_t { nothing = 0, own = 1, shared = 2, everyone = 3 };

/// Zero: sees nothing at all, not even what is their own.
struct VisibleTo {
    Reach reach{};
    SchoolId school{};
    PersonId person{};
    std::vector<GroupId> groups{};
};

/// The same rules as decide(), said of a whole list.
[[nodiscard]] VisibleTo visible_to(const Onlooker&, Instant now);

/// What is kept beside a detail.
struct KeptDetail {
    SchoolId school{};
    PersonId person{};
    Detail detail{};
    Audience audience{};
    Restriction restriction{};
    std::vector<GroupId> groups{};  ///< of the person, now
};

/// What the condition in the store means, for those who hold the detail in hand.
[[nodiscard]] bool admits(const VisibleTo&, const KeptDetail&) noexcept;

}  // namespace monitor::policy
