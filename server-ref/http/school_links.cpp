// pages: whose account is not certain, why, and which is it?

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"

namespace monitor::pages {
namespace {

std::string_view doubt(const Visit& visit, roster::Doubt why) {
    switch (why) {
        case roster::Doubt::no_account: return visit.words(Key::doubt_no_account);
        case roster::Doubt::several_accounts: return visit.words(Key::doubt_several_accounts);
        case roster::Doubt::several_persons: return visit.words(Key::doubt_several_persons);
        case roster::Doubt::contradiction: return visit.words(Key::doubt_contradiction);
        case roster::Doubt::role_differs: return visit.words(Key::doubt_role_differs);
    }
    return "";
}

/// What can be done where there is nothing to choose.
Key way_out(roster::Doubt why) {
    return why == roster::Doubt::no_account ? Key::links_make_account : Key::links_correct;
}

std::string person(const store::OpenLink& link) {
    return link.pupil ? link.pupil->text() : link.staff ? link.staff->text() : std::string{};
}

/// One account: a button beside its name. Several: a list to choose from.
Html choice(Visit& visit, const store::OpenLink& link) {
    if (link.choices.empty()) return {};
    const auto id = "a-" + person(link);
    const auto& name = link.name.reveal(Purpose::identify_to_teacher);
    const auto who = link.pupil ? hidden("pupil", person(link)) : hidden("staff", person(link));
    if (link.choices.size() == 1) {
        const auto& only = link.choices.front();
        return act(visit, "link",
                   {who, hidden("account", only.account.text()),
                    element("span", {{"class", "account"}}, {only.user.reveal(Purpose::identify_to_teacher)})},
                   Key::link_choose);
    }
    Html accounts = element("option", {{"value", ""}}, {visit.words(Key::link_which)});
    for (const auto& one : link.choices)
        accounts += element("option", {{"value", one.account.text()}}, {one.user.reveal(Purpose::identify_to_teacher)});
    return act(visit, "link",
               {who, element("label", {{"class", "unseen"}, {"for", id}}, {visit.words(Key::link_account, name)}),
                element("select", {{"name", "account"}, {"id", id}, {"required"}}, {accounts})},
               Key::link_choose);
}

struct Bundle {
    std::string id{}, name{};
    std::vector<const store::OpenLink*> links{};
};

/// Base groups first; a pupil stands under one of theirs, staff at the end.
std::vector<Bundle> bundles(const Visit& visit, const SchoolView& view) {
    std::map<std::pair<int, std::string>, Bundle> all;
    for (const auto& link : view.links) {
        const school::Group* found = nullptr;
        for (const auto& group : view.roll.groups)
            if (link.pupil && std::ranges::find(link.groups, group.id) != link.groups.end() &&
                (found == nullptr || group.kind < found->kind))
                found = &group;
        const int rank = !link.pupil ? 9 : found == nullptr ? 8 : static_cast<int>(found->kind);
        const auto name =
            found != nullptr ? found->name : std::string{visit.words(link.pupil ? Key::links_no_group : Key::links_staff)};
        auto& bundle = all[{rank, name}];
        bundle.name = name;
        bundle.id = found != nullptr ? "g-" + found->id.text() : link.pupil ? "no-group" : "staff";
        bundle.links.push_back(&link);
    }
    std::vector<Bundle> in_order;
    for (auto& [key, bundle] : all) {
        // Where there is something to choose first; then by name.
        std::ranges::stable_sort(bundle.links, {}, [](const store::OpenLink* link) {
            return std::pair{link->choices.empty(), link->name.reveal(Purpose::identify_to_teacher)};
        });
        in_order.push_back(std::move(bundle));
    }
    return in_order;
}

Html jump(const std::vector<Bundle>& all, const Visit& visit) {
    if (all.size() < 2) return {};
    Html links;
    for (const auto& one : all)
        links += element("li", {},
                         {element("a", {href("/school/links#" + one.id)},
                                  {one.name, element("span", {{"class", "small"}}, {" ", std::to_string(one.links.size())})})});
    return element("nav", {{"class", "jump"}, {"aria-label", visit.words(Key::links_jump)}},
                   {element("ul", {{"role", "list"}}, {links})});
}

Html to_choose(Visit& visit, const Bundle& bundle) {
    Html lines;
    for (const auto* link : bundle.links)
        if (!link->choices.empty())
            lines += row(link->name.reveal(Purpose::identify_to_teacher), doubt(visit, link->doubt), choice(visit, *link));
    return lines.markup().empty() ? Html{} : rows(lines);
}

/// Nothing to choose: the names of one reason together, so that a whole group is seen at a glance.
Html to_correct(const Visit& visit, const Bundle& bundle) {
    std::map<roster::Doubt, Html> reasons;
    for (const auto* link : bundle.links)
        if (link->choices.empty())
            reasons[link->doubt] += element("li", {{"class", "row"}}, {link->name.reveal(Purpose::identify_to_teacher)});
    Html all;
    for (const auto& [why, names] : reasons)
        all += element("div", {{"class", "together"}, {"data-bundle"}},
                       {element("p", {{"class", "small"}}, {doubt(visit, why), ". ", visit.words(way_out(why))}),
                        element("ul", {{"role", "list"}}, {names})});
    return all;
}

}  // namespace

Response links_page(Visit& visit, const SchoolView& view) {
    const auto all = bundles(visit, view);
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {visit.words(Key::links_title)});
    content += done_notice(visit);
    content += element("p", {{"class", "lead"}}, {visit.words(all.empty() ? Key::links_none : Key::links_lead)});
    if (!all.empty()) {
        content += element("div", {{"class", "finding"}}, {finder(visit, Key::find_person), jump(all, visit)});
    }
    for (const auto& bundle : all)
        content += element("section", {{"class", "card"}, {"id", bundle.id}, {"data-bundle"}},
                           {element("h2", {}, {bundle.name}), to_choose(visit, bundle), to_correct(visit, bundle)});
    return page(visit, {.title = std::string{visit.words(Key::links_title)},
                        .content = content,
                        .look = "middle manage",
                        .scripts = Scripts::school});
}

}  // namespace monitor::pages
