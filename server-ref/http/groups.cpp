// pages: which groups does this member of staff have?

#include <string>

#include "http/layout.hpp"
#include "http/stand_in.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

Response groups_page(Visit& visit) {
    const auto& colleague = *visit.colleague;
    Html links;
    for (const auto* group : colleague.groups()) {
        const auto count = colleague.pupils(group->id).size();
        links += element("li", {},
                         {element("a", {href("/groups/" + group->id.text()), {"class", "group-link"}},
                                  {element("span", {{"class", "group-name"}}, {group->name}),
                                   element("span", {{"class", "group-count"}},
                                           {count == 1 ? std::string{visit.words(Key::pupils_one)}
                                                       : visit.words(Key::pupils_many, std::to_string(count))}),
                                   icon("forward")})});
    }
    Html content = element("h1", {}, {visit.words(Key::groups_title)});
    if (links.markup().empty()) {
        content += element("p", {{"class", "notice"}}, {visit.words(Key::groups_none)});
    } else {
        content += element("p", {{"class", "lead"}}, {icon("eye"), visit.words(Key::groups_lead)});
        content += element("ul", {{"class", "group-list"}, {"role", "list"}}, {links});
    }
    content += stand_in_form(visit);
    return page(visit, {.title = std::string{visit.words(Key::groups_title)}, .content = content, .look = "middle"});
}

}  // namespace monitor::pages
