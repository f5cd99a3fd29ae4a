// pages: what is done for one person who asked for it: each is written down, then done, then shown.

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/privacy.hpp"
#include "http/rights.hpp"
#include "http/school_deeds.hpp"
#include "http/school_look.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/privacy/access.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

using policy::AdminAct;

Deed deed(const store::Person& whom, audit::Act act, std::string detail) {
    Deed deed{.act = act, .count = 1, .detail = std::move(detail)};
    if (const auto* pupil = std::get_if<PupilId>(&whom)) deed.pupil = *pupil;
    if (const auto* staff = std::get_if<StaffId>(&whom)) deed.colleague = *staff;
    return deed;
}

std::optional<Response> refused(Visit& visit, AdminAct act, policy::WrittenRequest request = {}) {
    auto facts = standing(visit);
    facts.request = request;
    return pages::refused(visit, act, facts);
}

Response file(std::string_view type, std::string_view name, std::string text) {
    return {200,
            {{"content-type", std::string{type}}, {"content-disposition", fmt::format("attachment; filename=\"{}\"", name)}},
            std::move(text)};
}

Response give_access(Visit& visit, const Chosen& person) {
    if (auto no = refused(visit, AdminAct::answer_access)) return std::move(*no);
    const auto day = asked_on(visit);
    const auto written = write_down(visit, deed(person.whom, audit::Act::data_given, day ? privacy::requested(*day) : ""));
    if (!written) return broken(visit, written.error());
    auto& stores = visit.parts.stores;
    const auto facts = privacy::facts(visit.parts.settings, {}, stores, visit.managed().school);
    if (!facts) return broken(visit, facts.error());
    const auto found = privacy::access(stores, visit.parts.clock, school_of(visit), person.whom);
    if (!found) return broken(visit, found.error());
    const auto document = privacy::answer(*found, *facts, visit.language);
    const auto as = sent(visit, "as");
    if (as == "html") return file("text/html; charset=utf-8", "inzage.html", html(document));
    if (as == "json") return file("application/json", "inzage.json", json(document));
    Html content = way_back(visit, person.place(), Key::rights_back);
    content += element("article", {}, {shown(document)});
    return page(visit, {.title = document.title, .content = content, .look = "paper"});
}

Response unlink(Visit& visit, const Chosen& person) {
    if (auto no = refused(visit, AdminAct::rectify)) return std::move(*no);
    const auto done = recorded(visit, deed(person.whom, audit::Act::data_corrected, "link undone"),
                               [&] { return visit.parts.stores.corrections->unlink(school_of(visit), person.whom); });
    if (done || done.error().remedy == Remedy::not_found) return see_other(visit, person.place() + "?done=corrected");
    return done.error().remedy == Remedy::conflict ? said(visit, Key::rights_not_ours) : broken(visit, done.error());
}

Response free_device(Visit& visit, const Chosen& person) {
    if (auto no = refused(visit, AdminAct::rectify)) return std::move(*no);
    const auto device = DeviceId::from_text(sent(visit, "device"));
    if (!device) return said(visit, Key::school_not_done);
    const auto done = recorded(visit, deed(person.whom, audit::Act::data_corrected, "device user"), [&] {
        return visit.parts.stores.corrections->device_user(school_of(visit), *device, Personal<std::string>{""});
    });
    if (done) return see_other(visit, person.place() + "?done=corrected");
    return done.error().remedy == Remedy::not_found ? said(visit, Key::school_not_done) : broken(visit, done.error());
}

Response stop(Visit& visit, const Chosen& person) {
    if (auto no = refused(visit, AdminAct::record_objection)) return std::move(*no);
    const auto* pupil = std::get_if<PupilId>(&person.whom);
    const auto kind = against_from(sent(visit, "against"));
    if (pupil == nullptr || !kind) return said(visit, Key::school_not_done);
    const auto done = set_against(visit, *pupil, *kind, sent(visit, "do") == "record-against" ? Stop::recorded : Stop::lifted);
    if (done) return see_other(visit, person.place() + "?done=stop");
    return done.error().remedy == Remedy::not_found ? said(visit, Key::school_not_done) : broken(visit, done.error());
}

Response erase(Visit& visit, const Chosen& person) {
    const auto day = asked_on(visit);
    if (auto no = refused(visit, AdminAct::erase_person, day ? policy::WrittenRequest::recorded : policy::WrittenRequest::none))
        return day ? std::move(*no) : said(visit, Key::rights_no_day);
    if (person.whom == store::Person{visit.colleague->session.staff}) return said(visit, Key::rights_not_yourself);
    const auto back = sent(visit, "then") == "until-next" ? store::Return::with_next_import : store::Return::kept_out;
    const auto done = recorded(visit, deed(person.whom, audit::Act::person_erased, privacy::requested(*day)),
                               [&] { return visit.parts.stores.persons->erase(school_of(visit), person.whom, back); });
    if (done) return see_other(visit, "/rights?done=erased");
    return done.error().remedy == Remedy::not_found ? said(visit, Key::school_not_done) : broken(visit, done.error());
}

/// Who is not on any list here any more is known by the number alone.
std::optional<store::Person> named(std::string_view kind, std::string_view id) {
    if (kind == "pupil") return PupilId::from_text(id);
    if (kind == "staff") return StaffId::from_text(id);
    return std::nullopt;
}

Response let_back(Visit& visit) {
    if (auto no = refused(visit, AdminAct::rectify)) return std::move(*no);
    const auto whom = named(sent(visit, "kind"), sent(visit, "id"));
    if (!whom) return said(visit, Key::school_not_done);
    const auto done = recorded(visit, deed(*whom, audit::Act::settings_changed, "let back"),
                               [&] { return visit.parts.stores.persons->let_back(school_of(visit), *whom); });
    if (done) return see_other(visit, "/rights?done=back");
    return done.error().remedy == Remedy::not_found ? said(visit, Key::school_not_done) : broken(visit, done.error());
}

}  // namespace

Response rights_change(Visit& visit) {
    if (!may_answer(visit)) return not_found(visit);
    if (sent(visit, "school") != school_of(visit).text()) return said(visit, Key::school_not_done);
    if (sent(visit, "do") == "let-back") return let_back(visit);
    const auto person = chosen(visit, sent(visit, "kind"), sent(visit, "id"));
    if (!person) return said(visit, Key::school_not_done);
    if (sent(visit, "do") == "access") return give_access(visit, *person);
    if (sent(visit, "do") == "unlink") return unlink(visit, *person);
    if (sent(visit, "do") == "device-user") return free_device(visit, *person);
    if (sent(visit, "do") == "record-against" || sent(visit, "do") == "lift-against") return stop(visit, *person);
    if (sent(visit, "do") == "erase") return erase(visit, *person);
    return not_found(visit);
}

}  // namespace monitor::pages
