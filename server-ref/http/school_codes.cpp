// pages: how does a school give parents a code with which they read, once, who looked along with their child?

#include <algorithm>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/school_deeds.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::pages {
namespace {

using identity::Code;
constexpr std::size_t most_at_once = 100;

const school::Pupil* pupil_of(const school::Roll& roll, PupilId id) {
    const auto at = std::ranges::find(roll.pupils, id, &school::Pupil::id);
    return at == roll.pupils.end() ? nullptr : &*at;
}

std::string name_of(const Visit& visit, PupilId id) {
    const auto* pupil = pupil_of(visit.managed(), id);
    return pupil == nullptr ? std::string{visit.words(Key::looks_pupil_gone)} : pupil->name.reveal(Purpose::identify_to_teacher);
}

Html making(Visit& visit, PlainName name, Key label, Html options, Key button) {
    return element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                   {school_proof(visit), hidden("do", "make-codes"),
                    element("label", {}, {visit.words(label), element("select", {{"name", name.text()}, {"required"}}, {options})}),
                    element("button", {{"class", "button"}}, {visit.words(button)})});
}

Html open_rows(Visit& visit, const std::vector<Code>& codes) {
    Html lines;
    for (const auto& code : codes)
        lines += row(name_of(visit, code.pupil), visit.words(Key::codes_until, when(visit, code.expires)),
                     act(visit, "withdraw-code", {hidden("code", code.id.text())}, Key::codes_withdraw));
    return lines.markup().empty() ? element("p", {}, {visit.words(Key::codes_none)}) : rows(lines);
}

/// Whom the form names: one pupil, or all of a group.
std::vector<PupilId> wanted(const Visit& visit) {
    std::vector<PupilId> all;
    const auto one = PupilId::from_text(sent(visit, "pupil"));
    const auto group = GroupId::from_text(sent(visit, "group"));
    for (const auto& pupil : visit.managed().pupils)
        if ((one && pupil.id == *one) || (group && std::ranges::find(pupil.groups, *group) != pupil.groups.end()))
            all.push_back(pupil.id);
    if (all.size() > most_at_once) all.clear();
    return all;
}

Html letter(const Visit& visit, const identity::MadeCode& made) {
    Html steps =
        element("li", {},
                {visit.words(Key::codes_step_page), " ", element("strong", {}, {visit.parts.settings.public_url + "/log-code"})});
    steps += element("li", {}, {visit.words(Key::codes_step_type), " ",
                                element("strong", {{"class", "code"}}, {made.secret.reveal(Purpose::identify_to_teacher)})});
    return element("section", {{"class", "card slip"}},
                   {element("h2", {}, {visit.words(Key::codes_dear, name_of(visit, made.code.pupil))}),
                    element("p", {}, {visit.words(Key::codes_letter)}), element("ol", {}, {steps}),
                    element("p", {{"class", "small"}}, {visit.words(Key::codes_letter_end, school::local_text(made.code.expires))})});
}

}  // namespace

Response codes_page(Visit& visit) {
    if (!may(visit, policy::AdminAct::print_parent_code)) return not_found(visit);
    const auto codes = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.codes->of(school_of(visit)); });
    if (!codes) return broken(visit, codes.error());
    Html groups;
    for (const auto& group : visit.managed().groups) groups += element("option", {{"value", group.id.text()}}, {group.name});
    const auto title = visit.words(Key::codes_title);
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {title});
    content += done_notice(visit);
    content += section(visit, Key::codes_for_one, Key::codes_lead,
                       making(visit, "pupil", Key::against_pupil, pupil_options(visit.managed()), Key::codes_make));
    content += section(visit, Key::codes_for_group, Key::codes_group_lead,
                       making(visit, "group", Key::codes_group, groups, Key::codes_make_group));
    content += section(visit, Key::codes_open, Key::codes_open_lead, open_rows(visit, *codes));
    return page(visit, {.title = std::string{title}, .content = content, .look = "middle manage"});
}

Html codes_card(Visit& visit) {
    if (!may(visit, policy::AdminAct::print_parent_code)) return {};
    return section(visit, Key::codes_title, Key::codes_card_lead,
                   rows(row(visit.words(Key::codes_card), {}, step(visit, "/school/codes", Key::codes_manage, "button second"))));
}

// Each is written down before it is made; what was made is shown this once.
Response make_codes(Visit& visit) {
    const auto pupils = wanted(visit);
    if (pupils.empty()) return said(visit, Key::school_not_done);
    Html letters;
    for (const auto pupil : pupils) {
        if (const auto written = write_down(visit, {.act = audit::Act::code_made, .count = 1, .pupil = pupil}); !written)
            return broken(visit, written.error());
        const auto made = ask(*visit.parts.stores.people_thread, [&] {
            return visit.parts.stores.codes->make(school_of(visit), pupil, identity::Opens::own_log, identity::code_life);
        });
        if (!made) return broken(visit, made.error());
        letters += letter(visit, *made);
    }
    const auto title = visit.words(Key::codes_print);
    Html content = way_back(visit, "/school/codes", Key::codes_back);
    content += element("h1", {{"class", "unprinted"}}, {title});
    content += element("p", {{"class", "notice unprinted"}}, {visit.words(Key::codes_print_lead)});
    content += element("article", {}, {letters});
    return page(visit, {.title = std::string{title}, .content = content, .look = "paper"});
}

Outcome withdraw_code(const Visit& visit) {
    const auto id = identity::CodeId::from_text(sent(visit, "code"));
    if (!id) return std::unexpected{wrong("code")};
    const auto codes = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.codes->of(school_of(visit)); });
    if (!codes) return std::unexpected{codes.error()};
    const auto at = std::ranges::find(*codes, *id, &Code::id);
    if (at == codes->end()) return std::unexpected{Error{Remedy::not_found, "withdraw a code", 0, "code"}};
    return recorded(visit, {.act = audit::Act::code_made, .detail = "withdrawn", .pupil = at->pupil},
                    [&] { return visit.parts.stores.codes->end(school_of(visit), *id); });
}

}  // namespace monitor::pages
