// pages: when did this member of staff look along, with whom, how long and why?

#include "http/layout.hpp"
#include "http/log_look.hpp"
#include "http/may.hpp"
#include "http/when.hpp"
#include "http/written.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::pages {
namespace {

std::string with_whom(const Visit& visit, const audit::Look& look, const audit::Names& names) {
    if (look.action != policy::Action::grid) {
        const auto pupil = look.pupils.empty() ? std::string{} : names.pupil(look.pupils.front());
        return pupil.empty() ? std::string{visit.words(Key::looks_pupil_gone)} : pupil;
    }
    const auto group = look.group ? names.group(*look.group) : std::string{};
    return group.empty() ? std::string{visit.words(Key::looks_group_gone)} : group;
}

Html row(const Visit& visit, const audit::Look& look, const audit::Names& names) {
    Html facts = fact(visit, Key::looks_when, when(visit, look.began));
    if (look.refused) {
        facts += fact(visit, Key::looks_not_allowed, std::string{policy::sentence(*look.refused, visit.language)});
    } else {
        facts += fact(visit, Key::looks_length, audit::length(look, visit.language));
        if (look.action != policy::Action::grid)
            facts += fact(visit, Key::looks_why, std::string{policy::sentence(look.purpose, visit.language)});
        facts += fact(visit, Key::looks_ended, audit::ending(look, visit.language));
    }
    const auto how = look.action == policy::Action::grid ? Key::looks_grid : Key::looks_live;
    return element("li", {{"class", "session"}},
                   {element("div", {}, {element("strong", {}, {with_whom(visit, look, names)}),
                                        element("p", {{"class", "small"}}, {visit.words(look.refused ? Key::looks_refused : how)}),
                                        element("dl", {}, {facts})})});
}

}  // namespace

Response my_looks_page(Visit& visit) {
    if (const auto ruling = may(visit, policy::AdminAct::read_own_looks); !ruling)
        return notice(visit, 403, visit.words(Key::looks_title), policy::sentence(ruling.error(), visit.language));
    const auto& session = visit.colleague->session;
    const auto found = ask(*visit.parts.stores.audit_thread, [&] {
        return audit::looks(*visit.parts.stores.logbooks, session.school, session.staff, before(visit), lines_a_page);
    });
    if (!found) return broken(visit, found.error());
    const auto names = names_in(*visit.colleague->roll, Purpose::account_for_looking);
    Html rows;
    for (const auto& look : found->found) rows += row(visit, look, names);
    Html content = element("h1", {}, {visit.words(Key::looks_title)});
    content += element("p", {{"class", "lead"}}, {icon("eye"), visit.words(Key::looks_lead)});
    content += rows.markup().empty()
                   ? element("p", {}, {visit.words(before(visit) == audit::from_the_end ? Key::looks_none : Key::log_none)})
                   : element("ul", {{"class", "session-list"}, {"role", "list"}}, {rows});
    content += older(visit, "/me/looks", "", found->next);
    return page(visit, {.title = std::string{visit.words(Key::looks_title)}, .content = content, .look = "middle"});
}

}  // namespace monitor::pages
