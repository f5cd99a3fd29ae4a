// pages: where is this member of staff signed in, and how do they end that elsewhere?

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/log_look.hpp"
#include "http/visit.hpp"
#include "http/when.hpp"
#include "http/written.hpp"

namespace monitor::pages {
namespace {

using identity::Session;
using Sessions = std::vector<Session>;

constexpr std::string_view all_others = "others";

/// Theirs, the newest first; one that was idle for too long is over, though nobody has swept it yet.
std::expected<Sessions, Error> own_sessions(const Visit& visit) {
    const auto& own = visit.colleague->session;
    auto sessions =
        ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.sessions->of(own.school, own.staff); });
    if (!sessions) return sessions;
    std::erase_if(*sessions, [&](const Session& each) {
        return each.id != own.id && visit.parts.clock.now() - each.seen >= visit.parts.settings.session_idle;
    });
    std::ranges::sort(*sessions, std::ranges::greater{}, &Session::began);
    return sessions;
}

/// The one location with that address; where several share it, no more than that it is the school.
std::string place(const Visit& visit, const Session& session) {
    const auto from = school::Address::from_text(session.address.reveal(Purpose::answer_access_request));
    std::vector<std::string> names;
    for (const auto& site : visit.colleague->roll->sites)
        if (from && school::holds(site, *from)) names.push_back(site.name);
    if (names.size() == 1) return names.front();
    return std::string{visit.words(names.empty() ? Key::me_elsewhere : Key::me_at_school)};
}

std::string browser(const Visit& visit, const Session& session) {
    return session.browser.empty() || session.browser == "other" ? std::string{visit.words(Key::me_browser_other)}
                                                                 : session.browser;
}

Html end_button(Visit& visit, std::string_view which, std::string_view look, const std::string& says, const std::string& spoken) {
    return element("form", {{"method", "post"}, action("/me/end")},
                   {form_proof(visit),
                    element("button", {{"class", look}, {"name", "session"}, {"value", which}, {"aria-label", spoken}}, {says})});
}

Html row(Visit& visit, const Session& session) {
    const bool here = session.id == visit.colleague->session.id;
    const auto began = when(visit, session.began);
    Html facts = fact(visit, Key::me_where, place(visit, session));
    facts += fact(visit, Key::me_began, began);
    facts += fact(visit, Key::me_seen, when(visit, session.seen));
    facts += fact(visit, Key::me_until, when(visit, session.expires));
    const auto name = browser(visit, session);
    return element(
        "li", {{"class", "session"}},
        {element("div", {},
                 {element("strong", {}, {name}),
                  here ? element("span", {{"class", "here"}}, {visit.words(Key::me_this)}) : Html{}, element("dl", {}, {facts})}),
         here ? Html{}
              : end_button(visit, session.id.text(), "button second", std::string{visit.words(Key::me_end)},
                           visit.words(Key::me_end_which, name, began))});
}

Html done(const Visit& visit) {
    const auto what = value_of(visit.query, "done");
    if (what != "one" && what != all_others) return {};
    return element("p", {{"class", "notice"}, {"role", "status"}},
                   {visit.words(what == all_others ? Key::me_ended_others : Key::me_ended)});
}

/// Ended first and then written down: a log that is in trouble keeps nobody signed in.
std::expected<void, Error> end(const Visit& visit, const Session& session) {
    const auto ended =
        ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.sessions->end(session.school, session.id); });
    if (!ended && ended.error().remedy != Remedy::not_found) return ended;
    return {};
}

}  // namespace

Response me_page(Visit& visit) {
    const auto sessions = own_sessions(visit);
    if (!sessions) return broken(visit, sessions.error());
    Html rows;
    for (const auto& session : *sessions) rows += row(visit, session);
    const std::string all{visit.words(Key::me_end_others)};
    Html content = done(visit);
    content += element("h1", {}, {visit.words(Key::me_title)});
    content += element("p", {{"class", "lead"}}, {icon("lock"), visit.words(Key::me_lead)});
    content += element("ul", {{"class", "session-list"}, {"role", "list"}}, {rows});
    content += sessions->size() > 1 ? end_button(visit, all_others, "button", all, all)
                                    : element("p", {{"class", "small"}}, {visit.words(Key::me_alone)});
    content += element(
        "p", {}, {element("a", {href("/me/looks"), {"class", "button second"}}, {icon("eye"), visit.words(Key::looks_title)})});
    return page(visit, {.title = std::string{visit.words(Key::me_title)}, .content = content, .look = "middle"});
}

Response me_end(Visit& visit) {
    const auto sessions = own_sessions(visit);
    if (!sessions) return broken(visit, sessions.error());
    const auto wanted = value_of(visit.form, "session");
    std::uint64_t ended{};
    for (const auto& session : *sessions) {
        if (session.id == visit.colleague->session.id || (wanted != all_others && wanted != session.id.text())) continue;
        if (const auto gone = end(visit, session); !gone) return broken(visit, gone.error());
        ++ended;
    }
    if (ended > 0)
        if (const auto written = write_down(visit, {.act = audit::Act::session_ended, .count = ended}); !written)
            return broken(visit, written.error());
    return see_other(visit, wanted == all_others ? "/me?done=others" : "/me?done=one");
}

}  // namespace monitor::pages
