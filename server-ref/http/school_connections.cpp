// pages: how is it with what a school is connected to, and what happens when it is switched off?

#include <algorithm>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/store/erasures.hpp"
#include "monitor/sync/schedule.hpp"

namespace monitor::pages {
namespace {

using store::Connected;

struct Line {
    Connected kind{};
    const store::Connection* kept{};
    const settings::Connection* set{};
    std::optional<sync::Planned> planned{};

    [[nodiscard]] bool off() const { return kept != nullptr && kept->state == store::Switch::off; }
    [[nodiscard]] const store::Run* last() const { return kept != nullptr && kept->last ? &*kept->last : nullptr; }
};

Line line(const Visit& visit, const SchoolView& view, Connected kind) {
    Line line{.kind = kind};
    const auto& brin = view.roll.school.brin;
    const auto ours = [&](const auto& one) { return one.school == brin && sync::connected(one.kind) == kind; };
    if (const auto at = std::ranges::find(view.connections, kind, &store::Connection::kind); at != view.connections.end())
        line.kept = &*at;
    const auto& set = visit.parts.settings.connections;
    if (const auto at = std::ranges::find_if(set, ours); at != set.end()) line.set = &*at;
    for (auto& one : visit.parts.schedule.planned())
        if (ours(one)) line.planned = std::move(one);
    return line;
}

std::string_view name(const Visit& visit, Connected kind) {
    return visit.words(kind == Connected::roster ? Key::connection_roster : Key::connection_directory);
}

std::string_view form_of(const Visit& visit, settings::ConnectionKind kind) {
    switch (kind) {
        case settings::ConnectionKind::graph: return visit.words(Key::connection_graph);
        case settings::ConnectionKind::uwlr: return visit.words(Key::connection_uwlr);
        case settings::ConnectionKind::gkv: return visit.words(Key::connection_gkv);
        case settings::ConnectionKind::edexml: return visit.words(Key::connection_edexml);
        case settings::ConnectionKind::oneroster: return visit.words(Key::connection_oneroster);
        case settings::ConnectionKind::sds: return visit.words(Key::connection_sds);
    }
    return "";
}

/// "EDEXML-bestand, elke dag om 02:15".
std::string what(const Visit& visit, const Line& line) {
    if (line.set == nullptr) return std::string{visit.words(Key::connection_not_set)};
    const auto& set = *line.set;
    const auto often =
        set.kind == settings::ConnectionKind::graph
            ? visit.words(Key::connection_every, std::to_string(set.every.count()))
            : visit.words(Key::connection_daily, fmt::format("{:02}:{:02}", set.at.count() / 60, set.at.count() % 60));
    return fmt::format("{}, {}", form_of(visit, set.kind), often);
}

bool failed_by(const Line& line, sync::Problem problem) {
    return line.last() != nullptr && line.last()->problem == static_cast<std::uint16_t>(problem);
}

struct State {
    Tone tone;
    Key words;
};
State state(const Line& line) {
    if (line.off()) return {Tone::plain, Key::connection_is_off};
    if (line.planned && line.planned->doing == sync::Doing::running) return {Tone::busy, Key::connection_is_busy};
    if (line.last() == nullptr) return {Tone::plain, line.set != nullptr ? Key::connection_is_new : Key::connection_is_unset};
    if (failed_by(line, sync::Problem::held) || failed_by(line, sync::Problem::many_gone))
        return {Tone::asks, Key::connection_is_held};
    return line.last()->problem == 0 ? State{Tone::good, Key::connection_is_good} : State{Tone::bad, Key::connection_is_bad};
}

std::string last(const Visit& visit, const Line& line) {
    const auto* run = line.last();
    if (run == nullptr) return {};
    if (run->problem != 0) {
        const auto& good = line.kept->last_good;
        return good ? visit.words(Key::connection_failed, when(visit, run->at), when(visit, *good))
                    : visit.words(Key::connection_always_failed, when(visit, run->at));
    }
    return fmt::format("{} {}", visit.words(Key::connection_went_well, when(visit, run->at), std::to_string(run->persons)),
                       run->findings == 0 ? std::string{visit.words(Key::connection_no_findings)}
                                          : count(visit, run->findings, Key::connection_finding, Key::connection_findings));
}

std::string problem(const Visit& visit, const Line& line) {
    const auto* run = line.last();
    if (run == nullptr || run->problem == 0 || line.off()) return {};
    const auto known = sync::problem_from(run->problem);
    return std::string{known ? sync::advice(*known, visit.language) : visit.words(Key::connection_unknown_problem)};
}

std::string next(const Visit& visit, const Line& line) {
    if (line.off() || !line.planned || !line.planned->next) return {};
    return visit.words(Key::connection_next, when(visit, *line.planned->next));
}

/// A line that the page's script keeps up to date; not there while it has nothing to say.
Html live(Name tag_id, Connected kind, std::string_view look, const std::string& text) {
    Attributes attributes{{"id", fmt::format("{}-{}", word(kind), tag_id.text())}, {"class", look}, {"data-live"}};
    if (text.empty()) attributes.push_back({"hidden"});
    return element("p", attributes, {text});
}

Html buttons(Visit& visit, const Line& line) {
    const auto kind = std::to_string(static_cast<int>(line.kind));
    if (line.off()) return act(visit, "switch", {hidden("kind", kind), hidden("to", "on")}, Key::connection_turn_on, "button");
    Html all;
    if (failed_by(line, sync::Problem::many_gone) && may(visit, policy::AdminAct::confirm_import))
        all += act(visit, "accept", {}, Key::connection_accept, "button");
    if (line.set != nullptr) all += act(visit, "read", {hidden("kind", kind)}, Key::connection_read_now, "button second");
    if (line.set != nullptr || line.kept != nullptr)
        all += step(visit, fmt::format("/school/{}/off", word(line.kind)), Key::connection_turn_off, "button second");
    return all;
}

Html connection(Visit& visit, const Line& line) {
    const auto now = state(line);
    const auto title =
        element("div", {{"class", "connection-title"}},
                {element("h3", {}, {name(visit, line.kind)}), element("span",
                                                                      {{"class", "chip"},
                                                                       {"id", fmt::format("{}-state", word(line.kind))},
                                                                       {"data-live"},
                                                                       {"data-tone", word(now.tone)},
                                                                       {"aria-live", "polite"}},
                                                                      {visit.words(now.words)})});
    return element(
        "li", {{"class", "connection"}},
        {title, element("p", {{"class", "small"}}, {what(visit, line)}),
         live("problem", line.kind, "alert", problem(visit, line)), live("last", line.kind, "fact", last(visit, line)),
         live("next", line.kind, "fact", next(visit, line)), element("div", {{"class", "acts"}}, {buttons(visit, line)})});
}

Html points(const Visit& visit, std::initializer_list<Key> keys) {
    Html items;
    for (const auto key : keys) items += element("li", {}, {visit.words(key)});
    return element("ul", {{"class", "points"}}, {items});
}

}  // namespace

std::string_view word(store::Connected kind) noexcept {
    switch (kind) {
        case Connected::roster: return "roster";
        case Connected::directory: return "directory";
    }
    return "";
}

Html connections_card(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto kind : {Connected::roster, Connected::directory}) lines += connection(visit, line(visit, view, kind));
    return section(visit, Key::connections_title, Key::connections_lead,
                   element("ul", {{"class", "connections"}, {"role", "list"}}, {lines}));
}

Response switch_off_page(Visit& visit, const SchoolView& view) {
    const auto kind = visit.route.kind;
    const bool roster = kind == Connected::roster;
    const auto title = visit.words(Key::off_title, name(visit, kind));
    const auto directory = line(visit, view, Connected::directory);
    // Somebody must go on saying who works here: the directory where it is read, else the administration itself.
    const bool goes_on = roster && directory.last() != nullptr && !directory.off();
    const auto ends = std::to_string(static_cast<int>(school::school_year(visit.parts.clock.now()).begins) + 1);
    const auto choices = element(
        "fieldset", {{"class", "options"}},
        {element("legend", {}, {visit.words(Key::off_what_is_here)}),
         option("then", "keep", "keep", {{"checked"}}, visit.words(Key::off_keep), visit.words(Key::off_keep_means, ends)),
         option("then", "erase", "erase", {}, visit.words(Key::off_erase),
                visit.words(roster ? Key::off_erase_roster : Key::off_erase_directory))});
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {title});
    content += element(
        "section", {{"class", "card"}},
        {element("h2", {}, {visit.words(Key::off_what)}),
         points(visit, {roster ? Key::off_roster_fetch : Key::off_directory_fetch,
                        roster ? Key::off_roster_people : Key::off_directory_people, goes_on ? Key::off_goes_on : Key::off_stops,
                        Key::off_log}),
         element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                 {school_proof(visit), hidden("do", "switch"), hidden("kind", std::to_string(static_cast<int>(kind))),
                  hidden("to", "off"), choices, element("button", {{"class", "button"}}, {visit.words(Key::off_button)})})});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

Response erase_page(Visit& visit, const SchoolView&) {
    const auto kind = visit.route.kind;
    const bool roster = kind == Connected::roster;
    const auto school = visit.managed().school.id;
    const auto loaded = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.erasures->loaded(school, kind); });
    if (!loaded) return broken(visit, loaded.error());
    const auto title = visit.words(Key::erase_title, name(visit, kind));
    Html gone;
    const auto say = [&](std::uint64_t many, Key key) {
        if (many > 0) gone += element("li", {}, {visit.words(key, std::to_string(many))});
    };
    say(loaded->pupils, Key::erase_pupils);
    say(loaded->staff, Key::erase_staff);
    say(loaded->groups, Key::erase_groups);
    say(loaded->accounts, Key::erase_accounts);
    say(loaded->devices, Key::erase_devices);
    say(loaded->waiting, Key::erase_waiting);
    Html content = way_back(visit, fmt::format("/school/{}/off", word(kind)), Key::erase_back);
    content += element("h1", {}, {title});
    content += element(
        "section", {{"class", "card"}},
        {alert(visit.words(roster ? Key::erase_for_good : Key::erase_for_good_directory)),
         gone.markup().empty()
             ? element("p", {}, {visit.words(Key::erase_nothing)})
             : element("div", {},
                       {element("p", {}, {visit.words(Key::erase_what)}), element("ul", {{"class", "points"}}, {gone})}),
         loaded->staff_kept > 0 && roster
             ? element("p", {{"class", "small"}}, {count(visit, loaded->staff_kept, Key::erase_kept_one, Key::erase_kept)})
             : Html{},
         element(
             "div", {{"class", "acts"}},
             {act(visit, "erase", {hidden("kind", std::to_string(static_cast<int>(kind)))}, Key::erase_button, "button danger"),
              step(visit, "/school", Key::cancel, "button second")})});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

}  // namespace monitor::pages
