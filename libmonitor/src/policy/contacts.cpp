// policy: who sees a contact detail? One line a rule; what is one's own passes all but the first three.

#include "monitor/policy/contacts.hpp"

#include <algorithm>
#include <array>

#include "monitor/policy/visible.hpp"

namespace monitor::policy {
namespace {

bool known(Detail detail) noexcept {
    switch (detail) {
        case Detail::phone:
        case Detail::email:
        case Detail::address: return true;
    }
    return false;
}

bool known(Viewer viewer) noexcept {
    switch (viewer) {
        case Viewer::unknown: return false;
        case Viewer::staff:
        case Viewer::support:
        case Viewer::guardian:
        case Viewer::pupil: return true;
    }
    return false;
}

bool runs(SupportPermission permission, const std::optional<Instant>& end, Instant now) noexcept {
    return permission == SupportPermission::given && end && now < *end;
}

// For whom the person's own choice decides; staff and support see what the school sees.
bool outside_the_school(Viewer viewer) noexcept {
    return viewer != Viewer::staff && viewer != Viewer::support;
}

bool own(const ContactFacts& f) noexcept {
    return f.whose == Whose::ones_own;
}

struct Rule {
    ContactRefusal says;
    bool (*passes)(const ContactRequest&, const ContactFacts&, Instant now) noexcept;
};
using R = const ContactRequest&;
using F = const ContactFacts&;

constexpr std::array rules{
    Rule{ContactRefusal::nobody_asks,
         [](R r, F f, Instant) noexcept {
             return r.viewer != PersonId{} && r.person != PersonId{} && known(r.detail) && known(f.viewer);
         }},
    Rule{ContactRefusal::viewer_not_of_this_school, [](R, F f, Instant) noexcept { return f.belonging == Belonging::current; }},
    Rule{ContactRefusal::viewer_of_other_school, [](R, F f, Instant) noexcept { return f.schools == Schools::same; }},
    Rule{ContactRefusal::support_not_permitted,
         [](R, F f, Instant now) noexcept {
             return own(f) || f.viewer != Viewer::support || runs(f.permission, f.permission_end, now);
         }},
    Rule{ContactRefusal::details_restricted, [](R, F f, Instant) noexcept { return own(f) || f.restriction == Restriction::none; }},
    Rule{ContactRefusal::only_the_school_sees,
         [](R, F f, Instant) noexcept {
             return own(f) || !outside_the_school(f.viewer) || f.audience == Audience::my_groups ||
                    f.audience == Audience::the_whole_school;
         }},
    Rule{ContactRefusal::only_their_groups_see,
         [](R, F f, Instant) noexcept {
             return own(f) || !outside_the_school(f.viewer) || f.audience != Audience::my_groups || f.groups == Groups::shared;
         }},
};

ContactBasis basis(const ContactFacts& facts) noexcept {
    if (own(facts)) return ContactBasis::ones_own;
    if (facts.viewer == Viewer::staff) return ContactBasis::the_school;
    if (facts.viewer == Viewer::support) return ContactBasis::support;
    return facts.audience == Audience::my_groups ? ContactBasis::shared_with_groups : ContactBasis::shared_with_school;
}

}  // namespace

ContactRuling decide(const ContactRequest& request, const ContactFacts& facts, Instant now) {
    for (const Rule& rule : rules)
        if (!rule.passes(request, facts, now)) return std::unexpected{rule.says};
    return ContactPermit{request, basis(facts)};
}

VisibleTo visible_to(const Onlooker& by, Instant now) {
    if (by.person == PersonId{} || by.school == SchoolId{} || !known(by.viewer) || by.belonging != Belonging::current) return {};
    VisibleTo filter{.reach = Reach::own, .school = by.school, .person = by.person, .groups = by.groups};
    if (outside_the_school(by.viewer))
        filter.reach = Reach::shared;
    else if (by.viewer == Viewer::staff || runs(by.permission, by.permission_end, now))
        filter.reach = Reach::everyone;
    return filter;
}

bool admits(const VisibleTo& filter, const KeptDetail& kept) noexcept {
    if (filter.reach == Reach::nothing || kept.school != filter.school || kept.person == PersonId{} || !known(kept.detail))
        return false;
    if (kept.person == filter.person) return true;
    if (filter.reach == Reach::own || kept.restriction != Restriction::none) return false;
    if (filter.reach == Reach::everyone || kept.audience == Audience::the_whole_school) return true;
    return kept.audience == Audience::my_groups && std::ranges::any_of(kept.groups, [&](GroupId group) {
               return std::ranges::find(filter.groups, group) != filter.groups.end();
           });
}

}  // namespace monitor::policy
