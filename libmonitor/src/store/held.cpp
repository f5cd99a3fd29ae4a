// store: how does an import wait, sealed and no longer than it may, and how does it take effect?

#include "held.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "kept_out.hpp"
#include "own_terms.hpp"

namespace monitor::store {
namespace {

constexpr const char* column = "people.held.content";

std::string text(const Applied& would) {
    std::string counts;
    for (const auto& tally : {would.pupils, would.staff, would.groups})
        counts += fmt::format("{} {} {} {}\n", tally.added, tally.changed, tally.removed, tally.unchanged);
    return counts;
}

void read_counts(const std::string& counts, Held& held) {
    std::istringstream in{counts};
    for (auto* tally : {&held.pupils, &held.staff, &held.groups})
        in >> tally->added >> tally->changed >> tally->removed >> tally->unchanged;
    if (!in) fail(Remedy::ask_operator, "people.held.counts: not what was written");
}

Fate fate(std::int64_t number) {
    for (const auto known : {Fate::applied, Fate::held_for_consent, Fate::waits_for_year}) {
        if (number == static_cast<std::int64_t>(known)) return known;
    }
    return Fate::unknown;
}

}  // namespace

Instant held_until(Database& database, SchoolId school, Fate fate, school::SchoolYear year, Instant since) {
    const Instant begins = school::ends({year.begins - std::chrono::years{1}});
    const auto end = end_of(database, school, retention::Kind::held_import, fate == Fate::waits_for_year ? begins : since);
    return std::min(end, school::ends(year));
}

void hold(PeopleFile& file, const Applied& would, const Minimal& minimal, Instant now) {
    drop_held(file, would.school, would.fate);
    // A school that is not there yet, because its first import is of the next year, is there from now on, and empty.
    file.database.run(
        "INSERT INTO schools(id, brin, name, year) VALUES(?1, ?2, CASE WHEN ?3='' THEN ?2 ELSE ?3 END, ?4) ON CONFLICT DO NOTHING",
        {cell(would.school), minimal.brin, minimal.name, std::int64_t{static_cast<int>(school::school_year(now).begins)}});
    file.note_term(would.school, minimal.year);
    const auto id = draw<HeldId>(file.random);
    const auto content = file.seal_of(would.school).closed(column, id.bytes(), text(minimal), minimal.year);
    file.database.run(
        "INSERT INTO held(school, id, fate, year, since, expires, counts, content) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        {cell(would.school), cell(id), static_cast<std::int64_t>(would.fate), std::int64_t{static_cast<int>(minimal.year.begins)},
         cell(now), cell(held_until(file.database, would.school, would.fate, minimal.year, now)), text(would), content});
}

std::vector<Held> held(PeopleFile& file, SchoolId school, Instant now) {
    std::vector<Held> found;
    for (const Row& row :
         file.database.rows("SELECT id, fate, year, since, expires, counts FROM held WHERE school=? AND expires>?"
                            " ORDER BY since, id",
                            {cell(school), cell(now)})) {
        Held held{.id = row.id<HeldId>(0),
                  .school = school,
                  .fate = fate(row.number(1)),
                  .year = {std::chrono::year{static_cast<int>(row.number(2))}},
                  .since = row.instant(3),
                  .expires = row.instant(4)};
        read_counts(row.text(5), held);
        found.push_back(held);
    }
    return found;
}

Minimal held_content(PeopleFile& file, const Held& held) {
    const auto row = file.database.rows("SELECT content FROM held WHERE school=? AND id=?", {cell(held.school), cell(held.id)});
    if (row.empty()) fail(Remedy::not_found, "import");
    return minimal_from(file.seal_of(held.school).opened(column, held.id.bytes(), row[0].bytes(0), held.year));
}

std::optional<school::SchoolYear> forget_in_held(PeopleFile& file, SchoolId school, const RowId& person, Instant now) {
    std::optional<school::SchoolYear> named;
    for (const auto& one : held(file, school, now)) {
        auto content = held_content(file, one);
        const auto gone = std::erase_if(content.pupils, [&](const auto& each) { return each.id == person; }) +
                          std::erase_if(content.staff, [&](const auto& each) { return each.id == person; });
        if (gone == 0) continue;
        named = std::max(named, std::optional{one.year});
        file.database.run("UPDATE held SET content=? WHERE school=? AND id=?",
                          {file.seal_of(school).closed(column, one.id.bytes(), text(content), one.year), cell(school), cell(one.id)});
    }
    return named;
}

void drop_held(PeopleFile& file, SchoolId school, Fate fate) {
    file.database.run("DELETE FROM held WHERE school=? AND fate=?", {cell(school), static_cast<std::int64_t>(fate)});
}

void begin_year(PeopleFile& file, SchoolId school, Instant now) {
    const auto running = school::school_year(now);
    const Instant began = school::ends({running.begins - std::chrono::years{1}});
    for (const auto& one : held(file, school, now)) {
        if (one.fate != Fate::waits_for_year || one.year != running) continue;
        // As it was on the last day: who is named now keeps the link they had then.
        const auto named = without_kept_out(file, school, held_content(file, one), now);
        (void)take_in(file, school, named, {.now = now, .read = one.since, .alive = began - std::chrono::milliseconds{1}});
        drop_held(file, school, Fate::waits_for_year);
    }
}

std::vector<SchoolId> beginning(PeopleFile& file, Instant now) {
    std::vector<SchoolId> schools;
    for (const Row& row : file.database.rows("SELECT school FROM held WHERE fate=? AND year=? AND expires>?",
                                             {static_cast<std::int64_t>(Fate::waits_for_year),
                                              std::int64_t{static_cast<int>(school::school_year(now).begins)}, cell(now)})) {
        schools.push_back(row.id<SchoolId>(0));
    }
    return schools;
}

}  // namespace monitor::store
