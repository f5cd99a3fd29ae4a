// pages: about whom does somebody ask what, and what can be done for them?

#include "http/rights.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/school_deeds.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "http/written.hpp"

namespace monitor::pages {
namespace {

Html right_act(Visit& visit, std::string_view what, std::initializer_list<Html> fields, Key words) {
    return act(visit, what, fields, words, "button second small-button", "/rights");
}

std::string groups(const Visit& visit, const std::vector<GroupId>& of) {
    std::string names;
    for (const auto& group : visit.managed().groups)
        if (std::ranges::find(of, group.id) != of.end()) names += fmt::format("{}{}", names.empty() ? "" : ", ", group.name);
    return names.empty() ? std::string{visit.words(Key::rights_no_groups)} : visit.words(Key::rights_groups, names);
}

template <class Persons, class Groups>
Html people(const Visit& visit, const Persons& persons, Groups of) {
    std::vector<const typename Persons::value_type*> sorted;
    for (const auto& one : persons) sorted.push_back(&one);
    std::ranges::sort(sorted, {}, [](const auto* one) { return one->name.reveal(Purpose::identify_to_teacher); });
    Html lines;
    for (const auto* one : sorted) {
        const Chosen person{one->id, one->name.reveal(Purpose::identify_to_teacher), of(*one)};
        lines += row(person.name, groups(visit, person.groups), step(visit, person.place(), Key::rights_choose));
    }
    return element("div", {{"data-bundle"}}, {rows(lines)});
}

Html done(const Visit& visit) {
    const auto what = value_of(visit.query, "done");
    const auto key = what == "erased"      ? std::optional{Key::rights_erased}
                     : what == "corrected" ? std::optional{Key::rights_corrected}
                     : what == "stop"      ? std::optional{Key::rights_stop_done}
                     : what == "back"      ? std::optional{Key::rights_let_back_done}
                                           : std::nullopt;
    return key ? element("p", {{"class", "notice"}, {"role", "status"}}, {visit.words(*key)}) : Html{};
}

Html kept_out(Visit& visit, const std::vector<store::KeptOut>& all) {
    if (all.empty()) return {};
    const bool may_let = may(visit, policy::AdminAct::rectify).has_value();
    Html lines;
    for (const auto& [who, since, until] : all) {
        const bool pupil = std::holds_alternative<PupilId>(who);
        const auto id = std::visit([](const auto& one) { return one.text(); }, who);
        lines += row(visit.words(Key::rights_kept_out_row, id.substr(0, 8), when(visit, since)),
                     visit.words(Key::rights_kept_out_until, when(visit, until)),
                     may_let ? right_act(visit, "let-back", {hidden("kind", pupil ? "pupil" : "staff"), hidden("id", id)},
                                         Key::rights_let_back)
                             : Html{});
    }
    return section(visit, Key::rights_kept_out, Key::rights_kept_out_lead, rows(lines));
}

Response choose_page(Visit& visit) {
    auto& stores = visit.parts.stores;
    const auto away = ask(*stores.people_thread, [&] { return stores.persons->kept_out(visit.managed().school.id); });
    if (!away) return broken(visit, away.error());
    const std::string title{visit.words(Key::rights_title)};
    const auto card = [&](Key heading, const Html& inside) {
        return element("section", {{"class", "card"}}, {element("h2", {}, {visit.words(heading)}), inside});
    };
    Html content = may_manage(visit) ? way_back(visit, "/school", Key::school_back) : Html{};
    content += element("h1", {}, {title});
    content += done(visit);
    content += element("p", {{"class", "lead"}}, {visit.words(Key::rights_lead)});
    content += finder(visit, Key::rights_find);
    content += card(Key::rights_pupils, people(visit, visit.managed().pupils, [](const auto& one) { return one.groups; }));
    content += card(Key::rights_staff, people(visit, visit.managed().staff, [](const auto& one) { return one.teaches; }));
    content += kept_out(visit, *away);
    return page(visit, {.title = title, .content = content, .look = "middle manage", .scripts = Scripts::school});
}

Html access_card(Visit& visit, const Chosen& person) {
    const auto button = [&](std::string_view as, Key words, std::string_view look) {
        return element("button", {{"class", look}, {"name", "as"}, {"value", as}}, {visit.words(words)});
    };
    return section(
        visit, Key::rights_access, Key::rights_access_lead,
        element(
            "form", {{"method", "post"}, action("/rights"), {"class", "fields"}},
            {school_proof(visit), hidden("do", "access"), person_fields(person), asked_field(visit, "asked-access", Needed::no),
             element("div", {{"class", "acts"}},
                     {button("page", Key::rights_show, "button"), button("html", Key::rights_download, "button second"),
                      button("json", Key::rights_download_json, "button second")})}));
}

/// What is this house's own about them, from their cells.
struct Own {
    bool linked{};
    std::vector<std::pair<std::string, std::string>> devices{};  ///< id, label
};
Own own(const std::vector<store::About>& cells) {
    Own own;
    for (const auto& cell : cells) {
        const auto& field = *cell.field;
        const auto* bytes = std::get_if<Bytes>(&cell.value);
        own.linked = own.linked || ((field.column == "account_lookup" || field.column == "second_lookup") && bytes != nullptr);
        if (field.table != "people.devices") continue;
        if (field.column == "id" && bytes != nullptr)
            if (const auto id = DeviceId::from_bytes(*bytes)) own.devices.emplace_back(id->text(), id->text().substr(0, 8));
        const auto* label = std::get_if<Personal<std::string>>(&cell.value);
        if (field.column == "label" && label != nullptr && !label->reveal(Purpose::identify_to_teacher).empty())
            own.devices.back().second = label->reveal(Purpose::identify_to_teacher);
    }
    return own;
}

Html correct_card(Visit& visit, const Chosen& person, const Own& theirs) {
    Html lines;
    if (theirs.linked)
        lines += row(visit.words(Key::rights_unlink), visit.words(Key::rights_unlink_small),
                     right_act(visit, "unlink", {person_fields(person)}, Key::rights_unlink_do));
    for (const auto& [id, label] : theirs.devices)
        lines += row(label, visit.words(Key::rights_device_small),
                     right_act(visit, "device-user", {person_fields(person), hidden("device", id)}, Key::rights_device_do));
    Html inside = lines.markup().empty() ? element("p", {}, {visit.words(Key::rights_nothing_own)}) : rows(lines);
    inside += element("p", {{"class", "small"}}, {visit.words(Key::rights_site)});
    return section(visit, Key::rights_correct, Key::rights_correct_lead, inside);
}

/// With whom nobody looks along any more, without anything being erased.
Html stop_card(Visit& visit, const Chosen& person) {
    const auto& pupils = visit.managed().pupils;
    const auto* id = std::get_if<PupilId>(&person.whom);
    const auto pupil = id == nullptr ? pupils.end() : std::ranges::find(pupils, *id, &school::Pupil::id);
    if (pupil == pupils.end()) return {};
    Html lines;
    for (const auto kind : {school::Against::objection, school::Against::restriction}) {
        const bool stands = std::ranges::find(pupil->against, kind) != pupil->against.end();
        lines += row(visit.words(kind == school::Against::objection ? Key::against_objection : Key::against_restriction),
                     visit.words(stands ? Key::rights_stop_stands : Key::rights_stop_none),
                     right_act(visit, stands ? "lift-against" : "record-against",
                               {person_fields(person), hidden("against", std::to_string(static_cast<int>(kind)))},
                               stands ? Key::against_lift : Key::against_record));
    }
    return section(visit, Key::rights_stop, Key::rights_stop_lead, rows(lines));
}

Response person_page(Visit& visit, const Chosen& person) {
    Html content = way_back(visit, "/rights", Key::rights_back);
    content += element("h1", {}, {person.name});
    content += done(visit);
    content += element("p", {{"class", "lead"}}, {groups(visit, person.groups)});
    content += access_card(visit, person);
    if (may(visit, policy::AdminAct::rectify)) {
        auto& stores = visit.parts.stores;
        const auto cells = ask(*stores.people_thread, [&] { return stores.persons->about(visit.managed().school.id, person.whom); });
        if (!cells) return broken(visit, cells.error());
        content += correct_card(visit, person, own(*cells));
    }
    if (may(visit, policy::AdminAct::record_objection)) content += stop_card(visit, person);
    content += section(
        visit, Key::rights_erase, Key::rights_erase_lead,
        element("div", {{"class", "acts"}}, {step(visit, person.place() + "/erase", Key::rights_erase_go, "button second")}));
    return page(visit, {.title = person.name, .content = content, .look = "middle manage"});
}

/// The second question before somebody goes.
Response erase_person_page(Visit& visit, const Chosen& person) {
    const auto title = visit.words(Key::rights_erase_title, person.name);
    const auto choices = element("fieldset", {{"class", "options"}},
                                 {element("legend", {}, {visit.words(Key::rights_return)}),
                                  option("then", "keep-out", "keep-out", {{"checked"}}, visit.words(Key::rights_keep_out),
                                         visit.words(Key::rights_keep_out_means)),
                                  option("then", "until-next", "until-next", {}, visit.words(Key::rights_until_next),
                                         visit.words(Key::rights_until_next_means))});
    Html content = way_back(visit, person.place(), Key::erase_back);
    content += element("h1", {}, {title});
    content += element(
        "section", {{"class", "card"}},
        {alert(visit.words(Key::rights_erase_alert)), element("p", {{"class", "small"}}, {visit.words(Key::rights_erase_log)}),
         element("form", {{"method", "post"}, action("/rights"), {"class", "fields"}},
                 {school_proof(visit), hidden("do", "erase"), person_fields(person),
                  asked_field(visit, "asked-erase", Needed::yes), choices,
                  element("div", {{"class", "acts"}},
                          {element("button", {{"class", "button danger"}}, {visit.words(Key::rights_erase_do)}),
                           step(visit, person.place(), Key::cancel, "button second")})})});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

}  // namespace

std::string Chosen::place() const {
    const auto* kind = std::holds_alternative<PupilId>(whom) ? "/rights/pupil/" : "/rights/staff/";
    return kind + std::visit([](const auto& id) { return id.text(); }, whom);
}

std::optional<Chosen> chosen(const Visit& visit, std::string_view kind, std::string_view id) {
    const auto& roll = visit.managed();
    const auto name = [](const auto& one) { return one.name.reveal(Purpose::identify_to_teacher); };
    if (kind == "pupil")
        for (const auto& one : roll.pupils)
            if (one.id.text() == id) return Chosen{one.id, name(one), one.groups};
    if (kind == "staff")
        for (const auto& one : roll.staff)
            if (one.id.text() == id) return Chosen{one.id, name(one), one.teaches};
    return std::nullopt;
}

Html person_fields(const Chosen& person) {
    Html both = hidden("kind", std::holds_alternative<PupilId>(person.whom) ? "pupil" : "staff");
    return both += hidden("id", std::visit([](const auto& id) { return id.text(); }, person.whom));
}

bool may_answer(const Visit& visit) {
    return may(visit, policy::AdminAct::answer_access).has_value();
}

Html rights_card(Visit& visit) {
    if (!may_answer(visit)) return {};
    return section(visit, Key::rights_card, Key::rights_card_lead,
                   element("div", {{"class", "acts"}}, {step(visit, "/rights", Key::rights_open, "button second")}));
}

Response rights_page(Visit& visit) {
    if (!may_answer(visit)) return not_found(visit);
    if (visit.route.person.empty()) return choose_page(visit);
    const auto person = chosen(visit, visit.route.kind_of_person, visit.route.person);
    if (!person) return not_found(visit);
    return visit.route.erase == Second::asked ? erase_person_page(visit, *person) : person_page(visit, *person);
}

}  // namespace monitor::pages
