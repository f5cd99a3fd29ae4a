// pages: how does the first administrator of a school become one? With a code that the server's own operator handed over.

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/written.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::pages {
namespace {

Response form(Visit& visit, int status, Html problem) {
    const auto card = element(
        "section", {{"class", "card"}},
        {element("h1", {}, {visit.words(Key::invitation_title)}),
         element("p", {{"class", "lead"}}, {visit.words(Key::invitation_lead)}), problem,
         element(
             "form", {{"method", "post"}, action("/invitation"), {"class", "fields"}},
             {form_proof(visit),
              element("label", {},
                      {visit.words(Key::invitation_code),
                       void_element("input", {{"name", "code"}, {"required"}, {"autocomplete", "off"}, {"maxlength", "64"}})}),
              element("button", {{"class", "button"}}, {visit.words(Key::invitation_button)})})});
    return page(visit,
                {.status = status, .title = std::string{visit.words(Key::invitation_title)}, .content = card, .look = "narrow"});
}

}  // namespace

Response invitation_page(Visit& visit) {
    return form(visit, 200, {});
}

// A wrong code, a used one and one of another school are one answer.
Response accept_invitation(Visit& visit) {
    if (const auto ruling = may(visit, policy::AdminAct::accept_duty); !ruling)
        return notice(visit, 403, visit.words(Key::invitation_title), policy::sentence(ruling.error(), visit.language));
    if (const auto wait = visit.attempts.wait_with_code(visit.request.address); wait.count() > 0) {
        visit.more.push_back({"retry-after", std::to_string(wait.count())});
        return notice(visit, 429, visit.words(Key::invitation_title), visit.words(Key::code_busy));
    }
    const auto& session = visit.colleague->session;
    const Personal<std::string> code{std::string{value_of(visit.form, "code")}};
    if (const auto written = write_down(visit, {.act = audit::Act::duty_changed, .detail = "invitation"}); !written)
        return broken(visit, written.error());
    const auto duty = ask(*visit.parts.stores.people_thread,
                          [&] { return visit.parts.stores.rights->accept(session.school, session.staff, code); });
    if (!duty && duty.error().remedy == Remedy::not_found)
        return form(visit, 400, element("p", {{"class", "notice"}, {"role", "alert"}}, {visit.words(Key::invitation_wrong)}));
    if (!duty) return broken(visit, duty.error());
    return see_other(visit, "/school");
}

}  // namespace monitor::pages
