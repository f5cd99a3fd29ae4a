// pages: what does the administrator of a school see of it, and what waits for them?

#include "http/school.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/log_look.hpp"
#include "http/may.hpp"
#include "http/rights.hpp"
#include "http/school_end.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

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
                                {school_proof(visit), hidden("do", "site"), hidden("site", id),
                                 area(visit, "networks", Key::site_networks, joined(networks), id),
                                 area(visit, "open", Key::site_open, joined(school::openings(site.hours)), id),
                                 area(visit, "holidays", Key::site_holidays, joined(school::holidays(site.hours)), id),
                                 element("button", {{"class", "button"}}, {visit.words(Key::save)})})});
    }
    return section(visit, Key::sites_title, Key::sites_lead, all);
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

bool hands_out_duties(const Visit& visit) {
    auto facts = standing(visit);
    facts.target = policy::Target::somebody_else;
    facts.duty = policy::GrantedDuty::privacy_officer;
    return may(visit, policy::AdminAct::grant_duty, facts).has_value();
}

Html duties(Visit& visit, const SchoolView& view) {
    const bool changes = hands_out_duties(visit);
    Html lines, colleagues, kinds;
    for (const auto& member : view.roll.staff) {
        const auto& name = member.name.reveal(Purpose::identify_to_teacher);
        if (member.employment == school::Employment::active)
            colleagues += element("option", {{"value", member.id.text()}}, {name});
        for (const auto duty : member.duties) {
            // What the directory says is taken back there.
            const bool told = std::ranges::find(member.told, duty) != member.told.end();
            lines += row(name, told ? visit.words(Key::duty_told, duty_name(visit, duty)) : std::string{duty_name(visit, duty)},
                         told || !changes
                             ? Html{}
                             : act(visit, "withdraw",
                                    {hidden("staff", member.id.text()), hidden("duty", std::to_string(static_cast<int>(duty)))},
                                    Key::duty_withdraw));
        }
    }
    if (!changes) return section(visit, Key::duties_title, Key::duties_lead, rows(lines));
    for (const auto duty : handed_out)
        kinds += element("option", {{"value", std::to_string(static_cast<int>(duty))}}, {duty_name(visit, duty)});
    const auto form =
        element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                {school_proof(visit), hidden("do", "grant"),
                 element("label", {}, {visit.words(Key::duty_colleague), element("select", {{"name", "staff"}}, {colleagues})}),
                 element("label", {}, {visit.words(Key::duty_kind), element("select", {{"name", "duty"}}, {kinds})}),
                 element("button", {{"class", "button second"}}, {visit.words(Key::duty_grant)})});
    Html inside = rows(lines);
    inside += element("details", {{"class", "fold"}}, {element("summary", {}, {visit.words(Key::duty_add)}), form});
    return section(visit, Key::duties_title, Key::duties_lead, inside);
}

// ---- what waits for a person

Html waiting_line(Html what, Html small, Html acts) {
    return row(what, small, element("div", {{"class", "acts"}}, {acts}));
}

// After a backup was put back nobody looks along, until this is done.
Html put_back_line(const Visit& visit, const store::Quarantine& one) {
    if (one.why != store::OlderFile::people)
        return row(visit.words(Key::put_back_person), visit.words(Key::put_back_since, when(visit, one.since)), {});
    const auto waits = one.roster_waits      ? Key::put_back_roster
                       : one.directory_waits ? Key::put_back_directory
                                             : Key::put_back_record;
    return row(visit.words(waits), visit.words(Key::put_back_since, when(visit, one.since)), {});
}

Html waiting(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& one : view.put_back) lines += put_back_line(visit, one);
    for (const auto& one : view.held) {
        const auto what = one.fate == store::Fate::held_for_consent
                              ? visit.words(Key::held_removes, std::to_string(one.pupils.removed), std::to_string(one.staff.removed))
                              : visit.words(Key::held_waits, one.year.text());
        lines += waiting_line(what, visit.words(Key::held_until, when(visit, one.since), when(visit, one.expires)),
                              step(visit, "/school/waiting/" + one.id.text(), Key::waiting_look, "button"));
    }
    for (const auto& device : view.devices)
        if (device.copied_at && !device.revoked_at)
            lines += waiting_line(label(device), visit.words(Key::device_copied, when(visit, *device.copied_at)),
                                  step(visit, "/school/devices/" + device.id.text(), Key::waiting_look, "button"));
    if (!view.links.empty())
        lines += waiting_line(count(visit, view.links.size(), Key::links_open_one, Key::links_open), visit.words(Key::links_open_why),
                              step(visit, "/school/links", Key::waiting_look, "button"));
    if (lines.markup().empty())
        return element("p", {{"class", "all-well"}}, {icon("check"), visit.words(Key::waiting_nothing)});
    return section(visit, Key::held_title, Key::held_lead, rows(lines));
}

Html devices_card(Visit& visit, const SchoolView& view) {
    const auto known = std::ranges::count_if(view.devices, [](const auto& device) { return !device.revoked_at; });
    const auto number = static_cast<std::uint64_t>(known);
    const auto tokens = view.tokens.empty() ? std::string{} : count(visit, view.tokens.size(), Key::tokens_open_one, Key::tokens_open_many);
    return section(visit, Key::devices_title, Key::devices_lead,
                   rows(row(count(visit, number, Key::devices_count_one, Key::devices_count), tokens,
                            step(visit, "/school/devices", Key::devices_manage, "button second"))));
}

// The page asks again by itself every few seconds: that is one look.
std::expected<void, Error> write_support(Visit& visit) {
    return write_reading(
        visit, visit.managed().school.id,
        {.act = audit::Act::support_looked, .actor = {audit::ActorKind::staff, visit.colleague->session.staff, {}}});
}

}  // namespace

bool may_manage(const Visit& visit) {
    return may(visit, policy::AdminAct::view_school).has_value();
}

std::string_view site_name(const school::Roll& roll, SiteId id) {
    const auto at = std::ranges::find(roll.sites, id, &school::Site::id);
    return at == roll.sites.end() ? std::string_view{} : at->name;
}

Response school_page(Visit& visit) {
    const auto ruling = may(visit, policy::AdminAct::view_school);
    if (!ruling && ruling.error() == policy::ActRefusal::no_permission)
        return notice(visit, 403, visit.words(Key::support_title), policy::sentence(ruling.error(), visit.language));
    if (!ruling) return not_found(visit);
    if (ruling->basis() == policy::ActBasis::support)
        if (const auto written = write_support(visit); !written) return broken(visit, written.error());
    if (visit.route.part == SchoolPart::board) return board_page(visit);
    if (visit.route.part == SchoolPart::codes) return codes_page(visit);
    if (visit.route.part == SchoolPart::end) return end_page(visit);
    const auto view = school_view(visit);
    if (!view) return broken(visit, view.error());
    switch (visit.route.part) {
        case SchoolPart::links: return links_page(visit, *view);
        case SchoolPart::lessons: return lessons_page(visit, *view);
        case SchoolPart::lesson: return letter_page(visit, *view);
        case SchoolPart::devices: return devices_page(visit, *view);
        case SchoolPart::device: return device_page(visit, *view);
        case SchoolPart::waiting: return waiting_page(visit, *view);
        case SchoolPart::off: return switch_off_page(visit, *view);
        case SchoolPart::erase: return erase_page(visit, *view);
        case SchoolPart::board:
        case SchoolPart::codes:
        case SchoolPart::end:
        case SchoolPart::overview: break;
    }
    const auto title = visit.words(Key::school_title, visit.managed().school.name);
    Html content = element("h1", {}, {title});
    content += board_line(visit);
    content += done_notice(visit);
    content += waiting(visit, *view);
    content += connections_card(visit, *view);
    content += sites(visit, *view);
    if (may(visit, policy::AdminAct::confirm_letter)) content += lessons_card(visit, *view);
    content += log_card(visit);
    content += codes_card(visit);
    content += devices_card(visit, *view);
    content += rights_card(visit);
    content += duties(visit, *view);
    content += support_card(visit);
    content += end_card(visit);
    return page(visit, {.title = title, .content = content, .look = "middle manage", .scripts = Scripts::school});
}

}  // namespace monitor::pages
