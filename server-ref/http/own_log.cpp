// pages: who looked along with this pupil? As the pupil and their parents read it.

#include "http/own_log.hpp"

#include "http/layout.hpp"
#include "http/log_look.hpp"
#include "http/privacy.hpp"
#include "http/when.hpp"
#include "http/written.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::pages {
namespace {

using identity::Reader;

bool is_parent(const Visit& visit) {
    return visit.guest->sitting.reader == Reader::parent;
}
Key words(const Visit& visit, Key to_pupil, Key to_parent) {
    return is_parent(visit) ? to_parent : to_pupil;
}

Html row(const Visit& visit, const audit::Look& look, const audit::Names& names) {
    const bool grid = look.action == policy::Action::grid;
    const auto how = grid ? words(visit, Key::own_grid, Key::own_grid_parent) : words(visit, Key::own_live, Key::own_live_parent);
    Html facts = fact(visit, Key::looks_when, when(visit, look.began));
    facts += fact(visit, Key::looks_length, audit::length(look, visit.language));
    facts +=
        fact(visit, Key::looks_why,
             grid ? std::string{visit.words(Key::own_grid_why)} : std::string{policy::sentence(look.purpose, visit.language)});
    facts += fact(visit, Key::looks_ended, audit::ending(look, visit.language));
    return element("li", {{"class", "session"}},
                   {element("div", {}, {element("strong", {}, {audit::who(look, names, visit.language)}),
                                        element("p", {}, {visit.words(how)}), element("dl", {}, {facts})})});
}

Html code_form(Visit& visit, Html problem) {
    return element("section", {{"class", "card"}},
                   {element("h1", {}, {visit.words(Key::code_title)}),
                    element("p", {{"class", "lead"}}, {visit.words(Key::code_lead)}), problem,
                    element("form", {{"method", "post"}, action("/log-code"), {"class", "fields"}},
                            {form_proof(visit),
                             element("label", {},
                                     {visit.words(Key::code_label), void_element("input", {{"name", "code"},
                                                                                           {"required"},
                                                                                           {"autocomplete", "off"},
                                                                                           {"autocapitalize", "characters"},
                                                                                           {"spellcheck", "false"},
                                                                                           {"maxlength", "40"}})}),
                             element("button", {{"class", "button"}}, {visit.words(Key::code_button)})}),
                    element("p", {{"class", "small"}}, {visit.words(Key::code_none)})});
}

Response code_sheet(Visit& visit, int status, Html problem) {
    return page(visit, {.status = status, .title = std::string{visit.words(Key::code_title)}, .content = code_form(visit, problem),
                        .at_foot = privacy_link(visit), .look = "narrow"});
}

// A code that never was, one that was used, withdrawn, or is past its end: one answer.
Response no_such_code(Visit& visit) {
    return code_sheet(visit, 403, element("p", {{"class", "notice"}, {"role", "alert"}}, {visit.words(Key::code_wrong)}));
}

}  // namespace

audit::Entry by_reader(audit::Act act, identity::PupilAt about, Reader reader) {
    const auto kind = reader == Reader::parent ? audit::ActorKind::parent : audit::ActorKind::pupil;
    return {.act = act, .actor = {kind, {}, {}}, .pupil = about.pupil};
}

std::expected<void, Error> write_reader(const Visit& visit, audit::Act act, identity::PupilAt about, Reader reader) {
    return append(visit, about.school, by_reader(act, about, reader));
}

std::expected<void, Error> sit_down(Visit& visit, identity::PupilAt about, Reader reader) {
    const auto token = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.sittings->begin(about, reader); });
    if (!token) return std::unexpected{token.error()};
    visit.set_cookie(door::session_cookie, token->reveal(Purpose::match_account), std::chrono::seconds{0});
    visit.drop_cookie(door::visit_cookie);
    return {};
}

std::expected<void, Error> leave(Visit& visit) {
    const auto& guest = *visit.guest;
    const auto kept = write_reader(visit, audit::Act::signed_out, guest.sitting.about, guest.sitting.reader);
    // A log that is in trouble keeps nobody signed in.
    if (!kept) visit.parts.log.write(Level::error, "pages", std::string{visit.id()} + " " + std::string{kept.error().operation});
    return ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.sittings->end(guest.token); });
}

Html way_for_parents(const Visit& visit) {
    return element("p", {{"class", "small"}}, {visit.words(Key::sign_in_parents), " ",
                                               element("a", {href("/log-code")}, {visit.words(Key::sign_in_parents_link)})});
}

Response own_log_page(Visit& visit) {
    const auto& guest = *visit.guest;
    const auto about = guest.sitting.about;
    const auto found = ask(*visit.parts.stores.audit_thread, [&] {
        return audit::looks(*visit.parts.stores.logbooks, about.school, about.pupil, before(visit), lines_a_page);
    });
    if (!found) return broken(visit, found.error());
    auto reading = by_reader(audit::Act::log_read, about, guest.sitting.reader);
    reading.count = found->found.size();
    if (const auto written = write_reading(visit, about.school, std::move(reading)); !written) return broken(visit, written.error());
    // The names that a pupil saw on the strip, of those who still work there.
    const auto names = names_in(*guest.roll, Purpose::identify_to_viewed);
    Html rows;
    for (const auto& look : found->found) rows += row(visit, look, names);
    const auto& name = guest.self->name.reveal(Purpose::answer_access_request);
    const auto title = is_parent(visit) ? visit.words(Key::own_title_parent, name) : std::string{visit.words(Key::own_title)};
    Html content = element("h1", {}, {title});
    content += element("p", {{"class", "lead"}}, {icon("eye"), visit.words(words(visit, Key::own_lead, Key::own_lead_parent))});
    const auto none = before(visit) == audit::from_the_end ? words(visit, Key::own_none, Key::own_none_parent) : Key::log_none;
    content += rows.markup().empty() ? element("p", {{"class", "notice"}}, {visit.words(none)})
                                     : element("ul", {{"class", "session-list"}, {"role", "list"}}, {rows});
    content += older(visit, "/own-log", "", found->next);
    content += element("p", {{"class", "small"}}, {visit.words(words(visit, Key::own_wrong, Key::own_wrong_parent))});
    content += element("p", {{"class", "small"}}, {visit.words(Key::own_until, when(visit, guest.sitting.expires))});
    return page(visit, {.title = title, .content = content, .at_foot = privacy_link(visit), .look = "middle"});
}

Response log_code_page(Visit& visit) {
    if (visit.guest) return see_other(visit, "/own-log");
    if (visit.colleague) return notice(visit, 403, visit.words(Key::code_title), visit.words(Key::code_signed_in));
    return code_sheet(visit, 200, {});
}

Response log_code_used(Visit& visit) {
    if (visit.colleague || visit.guest) return log_code_page(visit);
    if (const auto wait = visit.attempts.wait_with_code(visit.request.address); wait.count() > 0) {
        visit.more.push_back({"retry-after", std::to_string(wait.count())});
        return notice(visit, 429, visit.words(Key::sign_in_busy_title), visit.words(Key::code_busy));
    }
    // What can be no code is looked for all the same: the answer takes as long.
    const auto typed = identity::code_from(value_of(visit.form, "code")).value_or("");
    auto& codes = *visit.parts.stores.codes;
    const auto code = ask(*visit.parts.stores.people_thread,
                          [&] { return codes.find(Personal<std::string>{typed}, identity::Opens::own_log); });
    if (!code) return broken(visit, code.error());
    if (!*code) return no_such_code(visit);
    const identity::PupilAt about{(*code)->school, (*code)->pupil};
    if (const auto written = write_reader(visit, audit::Act::code_used, about, Reader::parent); !written)
        return broken(visit, written.error());
    // Of two who use one code at once, one comes in.
    const auto spent = ask(*visit.parts.stores.people_thread, [&] { return codes.end((*code)->school, (*code)->id); });
    if (!spent && spent.error().remedy == Remedy::not_found) return no_such_code(visit);
    if (!spent) return broken(visit, spent.error());
    if (const auto sits = sit_down(visit, about, Reader::parent); !sits) return broken(visit, sits.error());
    return see_other(visit, "/own-log");
}

}  // namespace monitor::pages
