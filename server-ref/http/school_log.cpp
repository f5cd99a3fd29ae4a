// pages: what was done at this school, by whom, as whoever guards that reads it?

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/log_look.hpp"
#include "http/may.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "http/written.hpp"
#include "monitor/audit/standing.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/school/opening.hpp"
#include "monitor/school/user.hpp"

namespace monitor::pages {
namespace {

using audit::Act;

/// What somebody can ask for, instead of one of so many acts.
struct Family {
    std::string_view word;
    Key name;
    std::set<Act> acts;
};
const std::array<Family, 6>& families() {
    static const std::array<Family, 6> all{{
        {"looks", Key::log_looks, {Act::look_began, Act::look_changed, Act::look_ended}},
        {"refused", Key::log_refused, {Act::look_refused}},
        {"people", Key::log_people, {Act::signed_in, Act::signed_out, Act::session_ended}},
        {"rights",
         Key::log_rights,
         {Act::duty_changed, Act::stood_in, Act::restriction_changed, Act::data_given, Act::data_corrected, Act::person_erased,
          Act::support_began, Act::support_ended, Act::support_looked}},
        {"reading", Key::log_reading, {Act::log_read, Act::log_exported, Act::code_made, Act::code_used}},
        {"lessons",
         Key::log_lessons,
         {Act::remote_lesson_set, Act::remote_lesson_told, Act::remote_lesson_began, Act::remote_lesson_ended}},
    }};
    return all;
}

/// The first moment of a day as a date field writes it, in Amsterdam; and of the next.
std::optional<Instant> begin_of(std::string_view day) {
    return school::local_instant(std::string{day} + " 00:00");
}
std::optional<Instant> end_of(std::string_view day) {
    const auto begin = begin_of(day);
    return begin ? std::optional{school::day_ends(*begin)} : std::nullopt;
}

struct Asked {
    audit::Wanted wanted{};
    std::string query{};  ///< the same, for the way to what is older
};

Asked asked(const Visit& visit) {
    Asked asked;
    const auto given = [&](std::string_view name) {
        const auto value = value_of(visit.query, name);
        if (!value.empty()) asked.query += fmt::format("&{}={}", name, percent_encoded(value));
        return value;
    };
    asked.wanted.from = begin_of(given("from"));
    asked.wanted.until = end_of(given("until"));
    asked.wanted.staff = StaffId::from_text(given("staff"));
    asked.wanted.pupil = PupilId::from_text(given("pupil"));
    const auto kind = given("kind");
    for (const auto& family : families())
        if (family.word == kind) asked.wanted.acts = family.acts;
    return asked;
}

Html choice(const Visit& visit, PlainName name, Key label, Html options) {
    Html all = element("option", {{"value", ""}}, {visit.words(Key::log_all)});
    return element("label", {}, {visit.words(label), element("select", {{"name", name.text()}}, {all += options})});
}

Html chosen(const Visit& visit, PlainName name, const std::string& value, const std::string& words) {
    Attributes attributes{{"value", value}};
    if (value_of(visit.query, name.text()) == value) attributes.push_back({"selected"});
    return element("option", attributes, {words});
}

/// Everybody of one kind, in the order of their names.
template <class Person>
Html chosen_among(const Visit& visit, PlainName name, const std::vector<Person>& all) {
    std::vector<std::pair<std::string, std::string>> named;
    for (const auto& one : all) named.emplace_back(one.name.reveal(Purpose::account_for_looking), one.id.text());
    std::ranges::sort(named, {}, [](const auto& one) { return std::pair{school::folded(one.first), one.second}; });
    Html options;
    for (const auto& [words, id] : named) options += chosen(visit, name, id, words);
    return options;
}

Html day_field(const Visit& visit, PlainName name, Key label) {
    return element("label", {}, {visit.words(label), void_element("input", {{"type", "date"}, {"name", name.text()},
                                                                            {"value", value_of(visit.query, name.text())}})});
}

Html filters(const Visit& visit) {
    Html kinds;
    for (const auto& family : families()) kinds += chosen(visit, "kind", std::string{family.word}, std::string{visit.words(family.name)});
    const auto& roll = *visit.colleague->roll;
    return element("form", {{"method", "get"}, action("/school/log"), {"class", "fields filters"}},
                   {day_field(visit, "from", Key::log_from), day_field(visit, "until", Key::log_until),
                    choice(visit, "kind", Key::log_kind, kinds),
                    choice(visit, "staff", Key::log_staff, chosen_among(visit, "staff", roll.staff)),
                    choice(visit, "pupil", Key::log_pupil, chosen_among(visit, "pupil", roll.pupils)),
                    element("button", {{"class", "button second"}}, {icon("search"), visit.words(Key::log_show)})});
}

/// Newest first; what was refused stands out.
Html line(const Visit& visit, const audit::Kept& kept, const audit::Names& names) {
    const bool refused = kept.entry->act == Act::look_refused;
    return element(
        "li", {{"class", refused ? "row refused" : "row"}},
        {element("div", {},
                 {element("p", {}, {audit::sentence(kept, names, visit.language)}),
                  element("p", {{"class", "small"}},
                          {when(visit, kept.entry->at), " · ", visit.words(Key::log_line, std::to_string(kept.index))})})});
}

Html standing_line(const Visit& visit, const audit::Standing& standing) {
    const auto lines = std::to_string(standing.lines);
    switch (standing.holds) {
        case audit::Holds::yes:
            return element("p", {{"class", "all-well"}},
                           {icon("check"), visit.words(Key::log_holds, lines, when(visit, standing.last->at))});
        case audit::Holds::not_signed_yet:
            return element("p", {{"class", "small"}}, {visit.words(Key::log_not_signed, lines)});
        case audit::Holds::no: break;
    }
    return alert(visit.words(Key::log_does_not_hold));
}

}  // namespace

bool may_read_log(const Visit& visit) {
    return may(visit, policy::AdminAct::read_log).has_value();
}

Html log_card(const Visit& visit) {
    // It is of the colleague's own school, whichever school of the board is managed here.
    if (visit.chosen || !may_read_log(visit)) return {};
    return section(visit, Key::log_title, Key::log_card_lead,
                   rows(row(visit.words(Key::log_card), {}, step(visit, "/school/log", Key::log_open, "button second"))));
}

Response school_log_page(Visit& visit) {
    if (!may_read_log(visit)) return not_found(visit);
    const auto& stores = visit.parts.stores;
    const auto school = visit.colleague->roll->school.id;
    const auto what = asked(visit);
    const auto found = ask(*stores.audit_thread, [&] {
        return audit::lines(*stores.trail, *stores.logbooks, school, what.wanted, before(visit), lines_a_page);
    });
    if (!found) return broken(visit, found.error());
    const audit::Entry reading{.act = Act::log_read, .actor = {audit::ActorKind::staff, visit.colleague->session.staff, {}},
                               .count = found->found.size()};
    if (const auto written = write_reading(visit, school, reading); !written) return broken(visit, written.error());
    const auto standing = ask(*stores.audit_thread, [&] { return audit::standing(*stores.trail, *stores.notary, school); });
    if (!standing) return broken(visit, standing.error());
    const auto names = names_in(*visit.colleague->roll, Purpose::account_for_looking);
    Html rows_of_page;
    for (const auto& kept : found->found) rows_of_page += line(visit, kept, names);
    const auto title = visit.words(Key::log_title);
    Html content = may_manage(visit) ? way_back(visit, "/school", Key::school_back) : Html{};
    content += element("h1", {}, {title});
    content += element("p", {{"class", "lead"}}, {visit.words(Key::log_lead)});
    content += standing_line(visit, *standing);
    content += element("section", {{"class", "card"}}, {element("h2", {}, {visit.words(Key::log_choose)}), filters(visit)});
    content += element("section", {{"class", "card"}},
                       {element("h2", {}, {visit.words(Key::log_lines)}),
                        rows_of_page.markup().empty() ? element("p", {}, {visit.words(found->next ? Key::log_none_here : Key::log_none)})
                                                      : rows(rows_of_page),
                        older(visit, "/school/log", what.query, found->next)});
    return page(visit, {.title = std::string{title}, .content = content, .look = "middle manage"});
}

}  // namespace monitor::pages
