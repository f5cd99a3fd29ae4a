#pragma once
// policy: may this person see that contact detail of that person? Each person chooses for each detail who sees it.
//
// Asked for one detail: decide(). Asked for a list: VisibleTo, which the store turns into a condition of its query, so that what
// may not be seen is never read. The two are compared exhaustively.

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/policy/acts.hpp"
#include "monitor/policy/facts.hpp"

namespace monitor::policy {

/// Somebody with contact details: a guardian, a pupil or a member of staff.
using PersonId = Id<struct PersonTag>;

// Written down, here and below: append, never renumber.

enum class Detail : std::uint8_t { phone = 1, email = 2, address = 3 };
/// What one chooses for a detail. Zero, and whatever is not known: as `me_and_the_school`.
enum class Audience : std::uint8_t { not_chosen = 0, me_and_the_school = 1, my_groups = 2, the_whole_school = 3 };
/// What the viewer is at the school.
enum class Viewer : std::uint8_t { unknown = 0, staff = 1, support = 2, guardian = 3, pupil = 4 };
/// `current`: works there, is enrolled, or has a child who is.
enum class Belonging : std::uint8_t { unknown = 0, current = 1, ended = 2 };
enum class Whose : std::uint8_t { unknown = 0, ones_own = 1, somebody_elses = 2 };
/// Do viewer and person have a group in common; that of a guardian is their child's.
enum class Groups : std::uint8_t { unknown = 0, shared = 1, apart = 2 };

struct ContactFacts {
    Viewer viewer{};
    Belonging belonging{};
    Schools schools{};
    Whose whose{};
    Restriction restriction{};  ///< of the person whose detail it is
    SupportPermission permission{};
    std::optional<Instant> permission_end{};
    Audience audience{};
    Groups groups{};
};

/// Why a detail is not shown, in the order in which the rules are tried. The number is for ever.
enum class ContactRefusal : std::uint8_t {
    nobody_asks = 201,             ///< or about nobody, or for a detail nobody knows
    viewer_not_of_this_school = 202,
    viewer_of_other_school = 203,
    support_not_permitted = 204,
    details_restricted = 205,
    only_the_school_sees = 206,
    only_their_groups_see = 207,
};

enum class ContactBasis : std::uint8_t { ones_own = 1, the_school = 2, support = 3, shared_with_groups = 4, shared_with_school = 5 };

struct ContactRequest {
    PersonId viewer{};
    PersonId person{};
    Detail detail{};
};

/// Proof that the rules were asked and said yes. Only decide() makes one.
class ContactPermit {
public:
    [[nodiscard]] const ContactRequest& request() const noexcept { return request_; }
    [[nodiscard]] ContactBasis basis() const noexcept { return basis_; }

private:
    ContactPermit(ContactRequest request, ContactBasis basis) noexcept : request_{request}, basis_{basis} {}
    friend std::expected<ContactPermit, ContactRefusal> decide(const ContactRequest&, const ContactFacts&, Instant now);

    ContactRequest request_;
    ContactBasis basis_;
};

using ContactRuling = std::expected<ContactPermit, ContactRefusal>;

[[nodiscard]] ContactRuling decide(const ContactRequest&, const ContactFacts&, Instant now);

}  // namespace monitor::policy
