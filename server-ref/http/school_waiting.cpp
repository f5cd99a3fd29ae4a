// pages: what would an import that waits do, person by person?

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"

namespace monitor::pages {
namespace {

using roster::Move;
using roster::Part;

std::string joined(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

/// "Groep 5A": who is in it, comma by comma. Of those who are elsewhere: from where to where.
Html listed(const Visit& visit, const store::Held& held, Move move, Part part) {
    std::map<std::string, std::vector<std::string>> bundles;
    std::uint64_t all{};
    for (const auto& one : held.movers) {
        if (one.move != move || one.part != part) continue;
        ++all;
        const auto where = move == Move::removed ? joined(one.from)
                           : move == Move::added ? joined(one.to)
                           : one.from == one.to  ? std::string{visit.words(Key::waiting_other_name)}
                                                 : fmt::format("{} → {}", joined(one.from), joined(one.to));
        bundles[where].push_back(one.name.reveal(Purpose::identify_to_teacher));
    }
    if (all == 0) return {};
    const auto title = [&] {
        const bool pupils = part == Part::pupil;
        switch (move) {
            case Move::removed: return pupils ? Key::waiting_pupils_gone : Key::waiting_staff_gone;
            case Move::added: return pupils ? Key::waiting_pupils_new : Key::waiting_staff_new;
            case Move::changed: return pupils ? Key::waiting_pupils_other : Key::waiting_staff_other;
        }
        return Key::waiting_pupils_other;
    }();
    Html lines;
    for (const auto& [where, names] : bundles)
        lines += element("div", {},
                         {element("dt", {},
                                  {where.empty() ? std::string{visit.words(Key::links_no_group)} : where,
                                   element("span", {{"class", "small"}}, {" ", std::to_string(names.size())})}),
                          element("dd", {}, {joined(names)})});
    return element("section", {{"class", "card"}},
                   {element("h2", {}, {visit.words(title, std::to_string(all))}), element("dl", {{"class", "movers"}}, {lines})});
}

Html decide(Visit& visit, const store::Held& held) {
    Html acts;
    const auto id = hidden("held", held.id.text());
    if (held.fate == store::Fate::held_for_consent) acts += act(visit, "confirm", {id}, Key::held_confirm, "button");
    acts += act(visit, "discard", {id}, Key::held_discard, "button second");
    return element("div", {{"class", "acts"}}, {acts});
}

}  // namespace

Response waiting_page(Visit& visit, const SchoolView& view) {
    const auto at = std::ranges::find(view.held, visit.route.held, &store::Held::id);
    if (at == view.held.end()) return not_found(visit);
    const bool asks = at->fate == store::Fate::held_for_consent;
    const auto title = std::string{visit.words(Key::waiting_title)};
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {title});
    content += element(
        "section", {{"class", "card"}},
        {element("p", {}, {asks ? visit.words(Key::waiting_why_guard) : visit.words(Key::held_waits, at->year.text())}),
         element("p", {{"class", "small"}}, {visit.words(Key::held_until, when(visit, at->since), when(visit, at->expires))}),
         decide(visit, *at)});
    for (const auto part : {Part::pupil, Part::staff})
        for (const auto move : {Move::removed, Move::added, Move::changed}) content += listed(visit, *at, move, part);
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

}  // namespace monitor::pages
