// pages: how does a school leave, when its board asks for it? Two questions, then a certificate.

#include "http/school_end.hpp"

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/privacy.hpp"
#include "http/school_deeds.hpp"
#include "http/school_look.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/privacy/ending.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

policy::ActRuling may_end(const Visit& visit, policy::WrittenRequest request) {
    auto facts = standing(visit);
    facts.request = request;
    return may(visit, policy::AdminAct::end_contract, facts);
}

Html form(Visit& visit, std::string_view what, std::initializer_list<Html> fields, Key words, std::string_view look) {
    Html inside = school_proof(visit);
    inside += hidden("do", what);
    for (const auto& field : fields) inside += field;
    inside += element("div", {{"class", "acts"}},
                      {element("button", {{"class", look}}, {visit.words(words)}), step(visit, "/school", Key::end_back, "button second")});
    return element("form", {{"method", "post"}, action("/school"), {"class", "fields"}}, {inside});
}

Response sure_page(Visit& visit) {
    const std::string title{visit.words(Key::end_sure_title)};
    const auto& school = visit.managed().school;
    Html content = way_back(visit, "/school/end", Key::end_back);
    content += element("h1", {}, {title});
    content += element(
        "section", {{"class", "card"}},
        {alert(visit.words(Key::end_sure_alert)), element("p", {}, {visit.words(Key::end_title, school.name)}),
         form(visit, "end-school",
              {hidden("requested", sent(visit, "requested")),
               element("label", {{"for", "brin"}},
                       {visit.words(Key::end_type_brin, school.brin),
                        void_element(
                            "input",
                            {{"name", "brin"}, {"id", "brin"}, {"required"}, {"autocomplete", "off"}, {"maxlength", "4"}})})},
              Key::end_do, "button danger")});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

}  // namespace

Html end_card(Visit& visit) {
    if (!may_end(visit, policy::WrittenRequest::recorded)) return {};
    return section(visit, Key::end_card, Key::end_card_lead,
                   element("div", {{"class", "acts"}}, {step(visit, "/school/end", Key::end_card_go, "button second")}));
}

Response end_page(Visit& visit) {
    if (!may_end(visit, policy::WrittenRequest::recorded)) return not_found(visit);
    const auto& school = visit.managed().school;
    const auto rows = visit.parts.stores.endings->holdings(school.id);
    if (!rows) return broken(visit, rows.error());
    const auto title = visit.words(Key::end_title, school.name);
    const privacy::Document what{visit.language, title, {privacy::Paragraph{std::string{visit.words(Key::end_lead)}}},
                                 {{2, std::string{visit.words(Key::end_what)}, {privacy::counted(*rows, visit.language)}}}};
    Html content = way_back(visit, "/school", Key::school_back);
    content += shown(what);
    content += element(
        "section", {{"class", "card"}},
        {element("p", {}, {visit.words(Key::end_other_schools)}), element("p", {}, {visit.words(Key::end_certificate_lead)}),
         form(visit, "end-ask",
              {asked_field(visit, "asked-end", Needed::yes)}, Key::end_next, "button")});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

Response end_school(Visit& visit) {
    const auto day = asked_on(visit);
    const auto ruling = may_end(visit, day ? policy::WrittenRequest::recorded : policy::WrittenRequest::none);
    if (!ruling && !may_end(visit, policy::WrittenRequest::recorded)) return not_found(visit);
    if (!ruling) return said(visit, Key::rights_no_day);
    if (sent(visit, "do") == "end-ask") return sure_page(visit);
    const auto& school = visit.managed().school;
    if (sent(visit, "brin") != school.brin) return said(visit, Key::end_wrong_brin);
    const privacy::EndWish wish{.school = school.id,
                                .brin = school.brin,
                                .asked = *day,
                                .asked_by = school::Duty::board_admin,  // a duty of the school is not enough
                                .actor = {audit::ActorKind::staff, visit.colleague->session.staff, {}},
                                .address = Personal{visit.request.address}};
    const auto ended = privacy::end_school(visit.parts.stores, visit.parts.clock, wish);
    if (!ended) return broken(visit, ended.error());
    const auto document = privacy::certificate(*ended, visit.language);
    Html content = element("p", {{"class", "notice"}, {"role", "status"}}, {visit.words(Key::end_done)});
    content += element("article", {}, {shown(document)});
    content += element("p", {{"class", "small"}}, {visit.words(Key::end_open)});
    return page(visit, {.title = document.title, .content = content, .look = "paper"});
}

}  // namespace monitor::pages
