// pages: which of a board's schools does its administrator manage?

#include <algorithm>

#include "http/layout.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"

namespace monitor::pages {
namespace {

using Schools = std::expected<std::vector<school::School>, Error>;

bool same_board(const Visit& visit, const school::School& school) {
    const auto& own = visit.colleague->roll->school.board;
    return own && school.board && school.board->id == own->id;
}

// In the order of their names; of who is no administrator of a board none.
Schools schools_of_board(const Visit& visit) {
    if (!visit.colleague->has(school::Duty::board_admin)) return Schools{};
    auto all = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.people->schools(); });
    if (all) std::erase_if(*all, [&](const school::School& one) { return !same_board(visit, one); });
    return all;
}

}  // namespace

std::expected<std::unique_ptr<const school::Roll>, Error> chosen_school(const Visit& visit) {
    const auto id = SchoolId::from_text(visit.cookie(door::school_cookie));
    if (!id || *id == visit.colleague->session.school || !visit.colleague->has(school::Duty::board_admin)) return nullptr;
    auto roll = ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.people->roll(*id); });
    if (!roll && roll.error().remedy == Remedy::not_found) return nullptr;
    if (roll && !same_board(visit, (*roll)->school)) return nullptr;
    return roll;
}

Html board_line(Visit& visit) {
    const auto schools = schools_of_board(visit);
    if (!schools || schools->size() < 2) return {};
    const auto& board = visit.colleague->roll->school.board->name;
    return element("p", {{"class", "small"}},
                   {visit.words(Key::schools_line, board, std::to_string(schools->size())), " ",
                    step(visit, "/school/board", Key::schools_other)});
}

Response board_page(Visit& visit) {
    const auto schools = schools_of_board(visit);
    if (!schools) return broken(visit, schools.error());
    if (schools->empty()) return not_found(visit);
    Html lines;
    for (const auto& one : *schools) {
        const bool here = one.id == visit.managed().school.id;
        lines += row(one.name, one.brin,
                     here ? element("span", {{"class", "small"}}, {visit.words(Key::schools_here)})
                          : act(visit, "choose", {hidden("to", one.id.text())}, Key::schools_manage));
    }
    const auto title = visit.words(Key::schools_title, visit.colleague->roll->school.board->name);
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {title});
    content += section(visit, Key::schools_choose, Key::schools_lead, rows(lines));
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

Response choose_school(Visit& visit) {
    const auto schools = schools_of_board(visit);
    if (!schools) return broken(visit, schools.error());
    const auto id = SchoolId::from_text(value_of(visit.form, "to"));
    if (!id || std::ranges::find(*schools, *id, &school::School::id) == schools->end()) return not_found(visit);
    visit.set_cookie(door::school_cookie, id->text(), std::chrono::seconds{0});
    return see_other(visit, "/school");
}

}  // namespace monitor::pages
