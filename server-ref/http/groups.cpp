// pages: which groups does this member of staff have?

#include <string>

#include "http/layout.hpp"
#include "http/stand_in.hpp"
#include "http/visit.hpp"

namespace monitor::pages {
namespace {

Html list(const Visit& visit, school::GroupKind kind) {
    const auto& colleague = *visit.colleague;
    Html links;
    for (const auto* group : colleague.groups()) {
        if (group->kind != kind) continue;
        const auto count = colleague.pupils(group->id).size();
        links += element("li", {},
                         {element("a", {href("/groups/" + group->id.text()), {"class", "group-link"}},
                                  {element("span", {{"class", "group-name"}}, {group->name}),
                                   element("span", {{"class", "group-count"}},
                                           {count == 1 ? std::string{visit.words(Key::pupils_one)}
                                                       : visit.words(Key::pupils_many, std::to_string(count))}),
                                   icon("forward")})});
    }
    return links.markup().empty() ? Html{} : element("ul", {{"class", "group-list"}, {"role", "list"}}, {links});
}

// Where there is one kind only, nobody needs to hear its name.
Html headed(const Visit& visit, Key name, Html groups, Html others) {
    if (groups.markup().empty() || others.markup().empty()) return groups;
    Html both = element("h2", {{"class", "group-kind"}}, {visit.words(name)});
    return both += groups;
}

}  // namespace

Response groups_page(Visit& visit) {
    const auto base = list(visit, school::GroupKind::base), composed = list(visit, school::GroupKind::composed);
    Html content = element("h1", {}, {visit.words(Key::groups_title)});
    if (base.markup().empty() && composed.markup().empty()) {
        content += element("p", {{"class", "notice"}}, {visit.words(Key::groups_none)});
    } else {
        content += element("p", {{"class", "lead"}}, {icon("eye"), visit.words(Key::groups_lead)});
        content += headed(visit, Key::groups_base, base, composed);
        content += headed(visit, Key::groups_composed, composed, base);
    }
    content += stand_in_form(visit);
    return page(visit, {.title = std::string{visit.words(Key::groups_title)}, .content = content, .look = "middle"});
}

}  // namespace monitor::pages
