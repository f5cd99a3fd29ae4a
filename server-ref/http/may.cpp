#include "http/may.hpp"

#include <algorithm>

#include "monitor/store/stores.hpp"

namespace monitor::pages {
namespace {

policy::Employment employment(school::Employment known) {
    switch (known) {
        case school::Employment::active: return policy::Employment::active;
        case school::Employment::ended: return policy::Employment::ended;
        case school::Employment::unknown: return policy::Employment::unknown;
    }
    return policy::Employment::unknown;
}

// Another school than one's own is in reach for who administers the board of both, and for nobody else.
policy::Schools schools(const school::School& own, const school::School& at) {
    if (own.id == at.id) return policy::Schools::same;
    return own.board && at.board && own.board->id == at.board->id ? policy::Schools::same : policy::Schools::different;
}

// Asked only for who would need it.
void find_permission(const Visit& visit, policy::ActFacts& facts) {
    auto& stores = visit.parts.stores;
    const auto until = ask(*stores.people_thread, [&] { return stores.rights->support(visit.managed().school.id); });
    if (!until || !*until) return;
    facts.permission = policy::SupportPermission::given;
    facts.permission_end = **until;
}

}  // namespace

policy::ActFacts standing(const Visit& visit) {
    const auto& colleague = *visit.colleague;
    const auto& at = visit.managed();
    const bool own = at.school.id == colleague.roll->school.id;
    const auto holds = [&](school::Duty duty) { return colleague.has(duty) ? policy::Holds::yes : policy::Holds::no; };
    policy::ActFacts facts;
    facts.actor = policy::Actor::colleague;
    facts.employment = employment(colleague.self->employment);
    facts.schools = schools(colleague.roll->school, at.school);
    facts.board_admin = holds(school::Duty::board_admin);
    if (!own) return facts;  // the duties of one school count for nothing at another
    facts.school_admin = holds(school::Duty::school_admin);
    facts.privacy_officer = holds(school::Duty::privacy_officer);
    facts.support = holds(school::Duty::support);
    facts.role = school::for_technique_alone(*colleague.self) ? policy::Role::support : policy::Role::staff;
    if (facts.support == policy::Holds::yes) find_permission(visit, facts);
    return facts;
}

policy::ActRuling may(const Visit& visit, policy::AdminAct act) {
    return may(visit, act, standing(visit));
}

policy::ActRuling may(const Visit& visit, policy::AdminAct act, policy::ActFacts facts) {
    if (policy::needs_right_time(act))
        facts.timekeeping = store::timekeeping(store::trust(visit.parts.stores, visit.parts.clock));
    return policy::decide(policy::ActRequest{visit.colleague->self->id, visit.managed().school.id, act}, facts, visit.parts.clock.now());
}

}  // namespace monitor::pages
