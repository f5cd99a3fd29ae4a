#pragma once
// policy: may this person do this at this school, beside looking along?
//
// Pure, as ruling.hpp is: facts go in, a permit or the first reason against it comes out. docs/how-to/add-a-rule.md has the table.

#include <cstdint>
#include <expected>
#include <optional>
#include <span>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/policy/facts.hpp"

namespace monitor::policy {

// Written down, here and below: append, never renumber. Zero is what nobody knows, and never helps.

/// What pages and commands do.
enum class AdminAct : std::uint8_t {
    view_school = 1,         ///< the administrator's page: connections, people without an account, devices, duties
    switch_connection = 2,
    take_over_roster = 3,    ///< an import by hand
    confirm_import = 4,
    discard_import = 5,
    choose_link = 6,
    set_site = 7,
    enrol_device = 8,
    revoke_device = 9,
    grant_duty = 10,
    withdraw_duty = 11,
    accept_duty = 12,        ///< with a code that somebody else made
    stand_in = 13,
    grant_remote_lesson = 14,
    confirm_letter = 15,     ///< the parents were told of a remote lesson
    end_remote_lesson = 16,
    read_log = 17,
    read_own_looks = 18,
    print_parent_code = 19,
    answer_access = 20,      ///< GDPR art. 15
    rectify = 21,            ///< art. 16
    erase_person = 22,       ///< art. 17
    record_objection = 23,   ///< or a restriction, or that one is over: art. 21 and 18
    end_contract = 24,       ///< everything of the school goes
    permit_support = 25,
    support_access = 26,     ///< seeing what the school sees
    set_terms = 27,
    end_session = 28,        ///< somebody else's
    erase_loaded = 29,       ///< everything that a connection brought
};

enum class Actor : std::uint8_t { unknown = 0, colleague = 1, operator_ = 2 };
enum class Holds : std::uint8_t { no = 0, yes = 1 };
/// Whom the act is about.
enum class Target : std::uint8_t { unknown = 0, somebody_else = 1, oneself = 2 };
/// The duty that is granted; the numbers are those of school::Duty.
enum class GrantedDuty : std::uint8_t { none = 0, school_admin = 1, board_admin = 2, privacy_officer = 3, support = 4 };
/// Of the school, for support, written down and with an end.
enum class SupportPermission : std::uint8_t { none = 0, given = 1 };
/// Of the head of the school (or of the person themselves, for their own data), written down.
enum class WrittenRequest : std::uint8_t { none = 0, recorded = 1 };

struct ActFacts {
    Timekeeping timekeeping{};
    Actor actor{};
    Employment employment{};
    Role role{};
    Schools schools{};           ///< `same` also for the board of this school
    Holds school_admin{}, board_admin{}, privacy_officer{}, support{};
    Target target{};
    GrantedDuty duty{};
    SupportPermission permission{};
    WrittenRequest request{};
    std::optional<Instant> permission_end{};  ///< one without an end permits nothing
};

/// Why an act was refused, in the order in which the rules are tried. The number is for ever.
enum class ActRefusal : std::uint8_t {
    actor_unknown = 101,
    actor_not_active = 102,
    actor_of_other_school = 103,
    time_doubtful = 104,         ///< what has an end needs a clock that is right
    not_their_duty = 105,
    not_for_oneself = 106,       ///< nobody grants themselves a duty, or permits support to themselves
    duty_not_theirs_to_grant = 107,
    no_permission = 108,         ///< support and personal data
    no_request = 109,            ///< what cannot be undone, and what the operator does for the school, is asked for in writing
};

/// On what somebody may; the first that does.
enum class ActBasis : std::uint8_t { school_admin = 1, board_admin = 2, privacy_officer = 3, colleague = 4, support = 5, operator_ = 6 };

struct ActRequest {
    StaffId who{};  ///< nobody, when it is the operator
    SchoolId school{};
    AdminAct act{};
};

/// Proof that the rules were asked and said yes. Only decide() makes one.
class ActPermit {
public:
    [[nodiscard]] const ActRequest& request() const noexcept { return request_; }
    [[nodiscard]] ActBasis basis() const noexcept { return basis_; }

private:
    ActPermit(ActRequest request, ActBasis basis) noexcept : request_{request}, basis_{basis} {}
    friend std::expected<ActPermit, ActRefusal> decide(const ActRequest&, const ActFacts&, Instant now);

    ActRequest request_;
    ActBasis basis_;
};

using ActRuling = std::expected<ActPermit, ActRefusal>;

[[nodiscard]] ActRuling decide(const ActRequest&, const ActFacts&, Instant now);
/// Refused while the time is doubtful: what the act makes has an end.
[[nodiscard]] bool needs_right_time(AdminAct) noexcept;

}  // namespace monitor::policy
