#include "http/stand_in.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/written.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::pages {
namespace {

struct Why {
    school::StandIn why;
    Key words;
};
constexpr std::array reasons{Why{school::StandIn::ill, Key::stand_in_ill}, Why{school::StandIn::away, Key::stand_in_away},
                             Why{school::StandIn::shared_job, Key::stand_in_shared},
                             Why{school::StandIn::other, Key::stand_in_other}};

std::vector<const school::Group*> other_groups(const Colleague& colleague) {
    std::vector<const school::Group*> others;
    for (const auto& group : colleague.roll->groups)
        if (colleague.group(group.id) == nullptr) others.push_back(&group);
    return others;
}

// What the form sent, when it is one of ours.
std::optional<school::StandIn> reason(std::string_view sent) {
    const auto found =
        std::ranges::find_if(reasons, [&](const Why& one) { return sent == std::to_string(static_cast<int>(one.why)); });
    return found == reasons.end() ? std::nullopt : std::optional{found->why};
}

}  // namespace

Html stand_in_form(Visit& visit) {
    const auto others = other_groups(*visit.colleague);
    if (others.empty()) return {};
    Html groups, whys;
    for (const auto* group : others) groups += element("option", {{"value", group->id.text()}}, {group->name});
    for (const auto& [why, words] : reasons)
        whys += element("option", {{"value", std::to_string(static_cast<int>(why))}}, {visit.words(words)});
    return element(
        "details", {{"class", "fold"}},
        {element("summary", {}, {visit.words(Key::stand_in_title)}),
         element(
             "form", {{"method", "post"}, action("/groups/stand-in"), {"class", "fields"}},
             {form_proof(visit), element("p", {}, {visit.words(Key::stand_in_lead)}),
              element("label", {},
                      {visit.words(Key::stand_in_group), element("select", {{"name", "group"}, {"required"}}, {groups})}),
              element("label", {}, {visit.words(Key::stand_in_why), element("select", {{"name", "why"}, {"required"}}, {whys})}),
              element("button", {{"class", "button"}}, {visit.words(Key::stand_in_button)})})});
}

// Who may is for policy to say. Written down, then true until midnight, and everyone can see it.
Response stand_in(Visit& visit) {
    const auto group = GroupId::from_text(value_of(visit.form, "group"));
    const auto why = reason(value_of(visit.form, "why"));
    const auto& groups = visit.colleague->roll->groups;
    if (!group || !why || std::ranges::find(groups, *group, &school::Group::id) == groups.end()) return not_found(visit);
    if (const auto ruling = may(visit, policy::AdminAct::stand_in); !ruling)
        return notice(visit, 403, visit.words(Key::stand_in_title), policy::sentence(ruling.error(), visit.language));
    if (const auto written =
            write_down(visit, {.act = audit::Act::stood_in, .reason = static_cast<std::uint16_t>(*why), .count = 1, .group = *group});
        !written)
        return broken(visit, written.error());
    const auto& session = visit.colleague->session;
    const auto kept = ask(*visit.parts.stores.people_thread,
                          [&] { return visit.parts.stores.rights->replace(session.school, session.staff, *group, *why); });
    if (!kept) return broken(visit, kept.error());
    return see_other(visit, "/groups/" + group->text());
}

}  // namespace monitor::pages
