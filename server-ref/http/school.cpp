// pages: what does the administrator of a school see of it, and what waits for them?

#include "http/school.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

Html hidden(PlainName name, std::string_view value) {
    return void_element("input", {{"type", "hidden"}, {"name", name.text()}, {"value", value}});
}

/// A form of one button; `fields` say what it does.
Html act(Visit& visit, std::string_view what, std::initializer_list<Html> fields, Key words,
         std::string_view look = "button second small-button") {
    Html inside = form_proof(visit);
    inside += void_element("input", {{"type", "hidden"}, {"name", "do"}, {"value", what}});
    for (const auto& field : fields) inside += field;
    inside += element("button", {{"class", look}}, {visit.words(words)});
    return element("form", {{"method", "post"}, action("/school"), {"class", "act"}}, {inside});
}

Html section(const Visit& visit, Key title, Key lead, Html inside) {
    return element("section", {{"class", "card"}},
                   {element("h2", {}, {visit.words(title)}), element("p", {{"class", "small"}}, {visit.words(lead)}), inside});
}

Html row(std::string_view name, std::string_view small, Html acts) {
    return element("li", {{"class", "row"}},
                   {element("div", {}, {element("strong", {}, {name}), element("p", {{"class", "small"}}, {small})}), acts});
}
Html rows(Html inside) {
    return element("ul", {{"class", "rows"}, {"role", "list"}}, {inside});
}

std::string_view connection_name(const Visit& visit, store::Connected kind) {
    switch (kind) {
        case store::Connected::roster: return visit.words(Key::connection_roster);
        case store::Connected::directory: return visit.words(Key::connection_directory);
    }
    return "";
}

Html connections(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& one : view.connections) {
        const bool on = one.state == store::Switch::on;
        const auto last = one.last ? visit.words(one.last->problem == 0 ? Key::connection_went_well : Key::connection_failed,
                                                 school::local_text(one.last->at), std::to_string(one.last->findings))
                                   : std::string{visit.words(Key::connection_never)};
        lines += row(
            connection_name(visit, one.kind), last,
            act(visit, "switch", {hidden("kind", std::to_string(static_cast<int>(one.kind))), hidden("to", on ? "off" : "on")},
                on ? Key::connection_turn_off : Key::connection_turn_on));
    }
    return section(visit, Key::connections_title, Key::connections_lead, rows(lines));
}

Html held(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& one : view.held) {
        const bool asks = one.fate == store::Fate::held_for_consent;
        const auto what =
            asks ? visit.words(Key::held_removes, std::to_string(one.pupils.removed), std::to_string(one.staff.removed))
                 : visit.words(Key::held_waits, one.year.text());
        Html acts = act(visit, "discard", {hidden("held", one.id.text())}, Key::held_discard);
        if (asks) acts += act(visit, "confirm", {hidden("held", one.id.text())}, Key::held_confirm);
        lines += row(what, visit.words(Key::held_until, school::local_text(one.since), school::local_text(one.expires)),
                     element("div", {{"class", "acts"}}, {acts}));
    }
    if (view.held.empty()) return {};
    return section(visit, Key::held_title, Key::held_lead, rows(lines));
}

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

Html link_choice(Visit& visit, const store::OpenLink& link) {
    if (link.choices.empty()) return {};
    Html accounts;
    for (const auto& choice : link.choices)
        accounts += element("option", {{"value", choice.account.text()}}, {choice.user.reveal(Purpose::identify_to_teacher)});
    const auto person = link.pupil ? hidden("pupil", link.pupil->text()) : hidden("staff", link.staff ? link.staff->text() : "");
    return act(visit, "link",
               {person,
                element("label", {{"class", "unseen"}, {"for", "a-" + (link.pupil ? link.pupil->text() : link.staff->text())}},
                        {visit.words(Key::link_account)}),
                element("select", {{"name", "account"}, {"id", "a-" + (link.pupil ? link.pupil->text() : link.staff->text())}},
                        {accounts})},
               Key::link_choose);
}

Html links(Visit& visit, const SchoolView& view) {
    if (view.links.empty()) return {};
    Html lines;
    for (const auto& link : view.links) {
        std::string groups;
        for (const auto id : link.groups)
            if (const auto at = std::ranges::find(view.roll.groups, id, &school::Group::id); at != view.roll.groups.end())
                groups += (groups.empty() ? "" : ", ") + at->name;
        lines += row(fmt::format("{}{}{}", link.name.reveal(Purpose::identify_to_teacher), groups.empty() ? "" : " · ", groups),
                     doubt(visit, link.doubt), link_choice(visit, link));
    }
    return section(visit, Key::links_title, Key::links_lead, rows(lines));
}

std::string joined(const std::vector<std::string>& lines) {
    return fmt::format("{}", fmt::join(lines, "\n"));
}

Html area(const Visit& visit, PlainName name, Key label, const std::string& value, std::string_view id) {
    return element(
        "label", {{"for", fmt::format("{}-{}", name.text(), id)}},
        {visit.words(label),
         element("textarea",
                 {{"name", name.text()}, {"id", fmt::format("{}-{}", name.text(), id)}, {"rows", "3"}, {"spellcheck", "false"}},
                 {value})});
}

Html sites(Visit& visit, const SchoolView& view) {
    Html all;
    for (const auto& site : view.roll.sites) {
        std::vector<std::string> networks;
        for (const auto& network : site.networks) networks.push_back(network.text());
        const auto id = site.id.text();
        all += element("details", {{"class", "fold"}},
                       {element("summary", {},
                                {site.name, " ",
                                 element("span", {{"class", "small"}},
                                         {networks.empty() ? std::string{visit.words(Key::site_no_networks)}
                                                           : fmt::format("{}", fmt::join(networks, ", "))})}),
                        element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                                {form_proof(visit), hidden("do", "site"), hidden("site", id),
                                 area(visit, "networks", Key::site_networks, joined(networks), id),
                                 area(visit, "open", Key::site_open, joined(school::openings(site.hours)), id),
                                 area(visit, "holidays", Key::site_holidays, joined(school::holidays(site.hours)), id),
                                 element("button", {{"class", "button"}}, {visit.words(Key::save)})})});
    }
    return section(visit, Key::sites_title, Key::sites_lead, all);
}

Html devices(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& device : view.devices) {
        if (device.revoked_at) continue;
        const auto site = std::ranges::find(view.roll.sites, device.site, &school::Site::id);
        const auto label = device.label.empty() ? device.id.text().substr(0, 8) : device.label;
        lines += row(label,
                     visit.words(Key::device_since, site == view.roll.sites.end() ? "" : site->name,
                                 school::local_text(device.enrolled_at)),
                     act(visit, "revoke", {hidden("device", device.id.text())}, Key::device_revoke));
    }
    const auto none = lines.markup().empty() ? element("p", {}, {visit.words(Key::devices_none)}) : rows(lines);
    return section(visit, Key::devices_title, Key::devices_lead, none);
}

std::string_view duty_name(const Visit& visit, school::Duty duty) {
    switch (duty) {
        case school::Duty::school_admin: return visit.words(Key::duty_school_admin);
        case school::Duty::board_admin: return visit.words(Key::duty_board_admin);
        case school::Duty::privacy_officer: return visit.words(Key::duty_privacy_officer);
        case school::Duty::support: return visit.words(Key::duty_support);
    }
    return "";
}

Html duties(Visit& visit, const SchoolView& view) {
    Html lines, colleagues, kinds;
    for (const auto& member : view.roll.staff) {
        const auto& name = member.name.reveal(Purpose::identify_to_teacher);
        if (member.employment == school::Employment::active)
            colleagues += element("option", {{"value", member.id.text()}}, {name});
        for (const auto duty : member.duties)
            lines += row(name, duty_name(visit, duty),
                         act(visit, "withdraw",
                             {hidden("staff", member.id.text()), hidden("duty", std::to_string(static_cast<int>(duty)))},
                             Key::duty_withdraw));
    }
    for (const auto duty : handed_out)
        kinds += element("option", {{"value", std::to_string(static_cast<int>(duty))}}, {duty_name(visit, duty)});
    const auto form =
        element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                {form_proof(visit), hidden("do", "grant"),
                 element("label", {}, {visit.words(Key::duty_colleague), element("select", {{"name", "staff"}}, {colleagues})}),
                 element("label", {}, {visit.words(Key::duty_kind), element("select", {{"name", "duty"}}, {kinds})}),
                 element("button", {{"class", "button second"}}, {visit.words(Key::duty_grant)})});
    Html inside = rows(lines);
    inside += element("details", {{"class", "fold"}}, {element("summary", {}, {visit.words(Key::duty_add)}), form});
    return section(visit, Key::duties_title, Key::duties_lead, inside);
}

}  // namespace

bool may_manage(const Colleague& colleague) {
    return colleague.has(school::Duty::school_admin) || colleague.has(school::Duty::board_admin);
}

Response school_page(Visit& visit) {
    if (!may_manage(*visit.colleague)) return not_found(visit);
    const auto view = school_view(visit);
    if (!view) return broken(visit, view.error());
    Html content = element("h1", {}, {visit.words(Key::school_title, visit.colleague->roll->school.name)});
    if (value_of(visit.query, "done") == "1")
        content += element("p", {{"class", "notice"}, {"role", "status"}}, {visit.words(Key::school_done)});
    content += held(visit, *view);
    content += connections(visit, *view);
    content += links(visit, *view);
    content += sites(visit, *view);
    content += devices(visit, *view);
    content += duties(visit, *view);
    return page(visit, {.title = visit.words(Key::school_title, visit.colleague->roll->school.name),
                        .content = content,
                        .look = "middle manage"});
}

}  // namespace monitor::pages
