// policy: who may do which act? One line an act, one line a rule.

#include "monitor/policy/acts.hpp"

#include <array>

namespace monitor::policy {
namespace {

// Who may do an act, as a sum; in the order in which a basis is looked for.
constexpr unsigned admin = 1, board = 2, officer = 4, colleague = 8, support = 16, operator_ = 32;
constexpr unsigned asked = 64;  // the operator, for the school, when it asked in writing (GDPR art. 28(3)(a))
constexpr unsigned school = admin | board, technique = support | operator_;

enum class Needs : std::uint8_t { nothing = 0, right_time = 1, written_request = 2 };
enum class Touches : std::uint8_t { people = 0, things = 1 };  ///< zero: personal data, the cautious reading

struct Terms {
    unsigned who{};
    Touches touches{};
    Needs needs{};
};

// An act nobody knows is nobody's.
Terms terms(AdminAct act) noexcept {
    switch (act) {
        case AdminAct::view_school: return {school | support};
        case AdminAct::switch_connection: return {school | technique, Touches::things};
        case AdminAct::take_over_roster: return {school | operator_, Touches::things};
        case AdminAct::confirm_import: return {school | operator_, Touches::things};
        case AdminAct::discard_import: return {school | technique, Touches::things};
        case AdminAct::choose_link: return {school | asked};
        case AdminAct::set_site: return {school | technique, Touches::things};
        case AdminAct::enrol_device: return {school | technique, Touches::things};
        case AdminAct::revoke_device: return {school | technique, Touches::things};
        case AdminAct::grant_duty: return {school | operator_, Touches::things};
        case AdminAct::withdraw_duty: return {school | operator_, Touches::things};
        case AdminAct::accept_duty: return {colleague | support, Touches::things, Needs::right_time};
        case AdminAct::stand_in: return {colleague, Touches::people, Needs::right_time};
        case AdminAct::grant_remote_lesson: return {school | asked, Touches::people, Needs::right_time};
        case AdminAct::confirm_letter: return {school | asked};
        case AdminAct::end_remote_lesson: return {colleague | school | asked};
        case AdminAct::read_log: return {admin | officer | operator_, Touches::things};  // ids, no names
        case AdminAct::read_own_looks: return {colleague};
        case AdminAct::print_parent_code: return {admin | asked, Touches::people, Needs::right_time};
        case AdminAct::answer_access: return {admin | officer | asked};
        case AdminAct::rectify: return {admin | asked};
        case AdminAct::erase_person: return {admin | officer | operator_, Touches::things, Needs::written_request};
        case AdminAct::record_objection: return {admin | officer | asked};
        case AdminAct::end_contract: return {board | operator_, Touches::things, Needs::written_request};
        case AdminAct::permit_support: return {school, Touches::people, Needs::right_time};
        case AdminAct::support_access: return {support | operator_, Touches::people, Needs::right_time};
        case AdminAct::set_terms: return {school | asked, Touches::things};
        case AdminAct::erase_loaded: return {school | asked, Touches::things};
        case AdminAct::end_session: return {school | operator_, Touches::things};
    }
    return {};
}

// What this person is, as the same sum; that somebody asks at all is a rule of its own. Who is there for the technique alone is
// no colleague in this sense.
unsigned is(const ActFacts& f) noexcept {
    if (f.actor == Actor::operator_) return operator_ | asked;
    const auto holds = [](Holds duty, unsigned which) { return duty == Holds::yes ? which : 0U; };
    return holds(f.school_admin, admin) | holds(f.board_admin, board) | holds(f.privacy_officer, officer) |
           holds(f.support, support) | (f.role == Role::staff ? colleague : 0U);
}

// The strongest standing that this act allows.
std::optional<ActBasis> basis(const ActRequest& request, const ActFacts& facts) noexcept {
    const unsigned may = terms(request.act).who & is(facts);
    if ((may & admin) != 0) return ActBasis::school_admin;
    if ((may & board) != 0) return ActBasis::board_admin;
    if ((may & officer) != 0) return ActBasis::privacy_officer;
    if ((may & colleague) != 0) return ActBasis::colleague;
    if ((may & support) != 0) return ActBasis::support;
    if ((may & (operator_ | asked)) != 0) return ActBasis::operator_;
    return std::nullopt;
}

bool known(const ActRequest& r, const ActFacts& f) noexcept {
    if (r.school == SchoolId{}) return false;
    return f.actor == Actor::operator_ || (f.actor == Actor::colleague && r.who != StaffId{});
}

bool gives_power(AdminAct act) noexcept {
    return act == AdminAct::grant_duty || act == AdminAct::permit_support;
}

// The duties of a board come from outside the school.
bool theirs_to_grant(const ActRequest& r, const ActFacts& f) noexcept {
    if (r.act != AdminAct::grant_duty) return true;
    switch (f.duty) {
        case GrantedDuty::none: return false;
        case GrantedDuty::board_admin: return f.actor == Actor::operator_;
        case GrantedDuty::school_admin:
        case GrantedDuty::privacy_officer:
        case GrantedDuty::support: return true;
    }
    return false;
}

// The operator's hands, the school's will.
bool for_the_school(const ActRequest& r, const ActFacts& f) noexcept {
    return f.actor == Actor::operator_ && (terms(r.act).who & asked) != 0;
}

bool wants_request(const ActRequest& r, const ActFacts& f) noexcept {
    return terms(r.act).needs == Needs::written_request || for_the_school(r, f);
}

bool permitted(const ActRequest& r, const ActFacts& f, Instant now) noexcept {
    const auto on = basis(r, f);
    const bool technical = on == ActBasis::support || on == ActBasis::operator_;
    if (!technical || terms(r.act).touches == Touches::things || for_the_school(r, f)) return true;
    return f.permission == SupportPermission::given && f.permission_end && now < *f.permission_end;
}

struct Rule {
    ActRefusal says;
    bool (*passes)(const ActRequest&, const ActFacts&, Instant now) noexcept;
};
using R = const ActRequest&;
using F = const ActFacts&;

constexpr std::array rules{
    Rule{ActRefusal::actor_unknown, [](R r, F f, Instant) noexcept { return known(r, f); }},
    Rule{ActRefusal::actor_not_active,
         [](R, F f, Instant) noexcept { return f.actor == Actor::operator_ || f.employment == Employment::active; }},
    Rule{ActRefusal::actor_of_other_school,
         [](R, F f, Instant) noexcept { return f.actor == Actor::operator_ || f.schools == Schools::same; }},
    Rule{ActRefusal::time_doubtful,
         [](R r, F f, Instant) noexcept {
             return terms(r.act).needs != Needs::right_time || f.timekeeping == Timekeeping::sure;
         }},
    Rule{ActRefusal::not_their_duty, [](R r, F f, Instant) noexcept { return basis(r, f).has_value(); }},
    Rule{ActRefusal::not_for_oneself,
         [](R r, F f, Instant) noexcept { return !gives_power(r.act) || f.target == Target::somebody_else; }},
    Rule{ActRefusal::duty_not_theirs_to_grant, [](R r, F f, Instant) noexcept { return theirs_to_grant(r, f); }},
    Rule{ActRefusal::no_permission, [](R r, F f, Instant now) noexcept { return permitted(r, f, now); }},
    Rule{ActRefusal::no_request,
         [](R r, F f, Instant) noexcept {
             return !wants_request(r, f) || f.request == WrittenRequest::recorded;
         }},
};

}  // namespace

ActRuling decide(const ActRequest& request, const ActFacts& facts, Instant now) {
    for (const Rule& rule : rules)
        if (!rule.passes(request, facts, now)) return std::unexpected{rule.says};
    return ActPermit{request, *basis(request, facts)};
}

bool needs_right_time(AdminAct act) noexcept {
    return terms(act).needs == Needs::right_time;
}

}  // namespace monitor::policy
