// store: what of the log is past its term, and how does it go? Content and salt, then the keys that opened them; leaves stay.

#include <algorithm>

#include <fmt/format.h>

#include "audit_rows.hpp"
#include "lines_about.hpp"

namespace monitor::store {
namespace {

using retention::Kind;

struct Year {
    SchoolId school;
    school::SchoolYear year;
};

std::vector<Year> years(Database& db) {
    std::vector<Year> all;
    for (const Row& row : db.rows("SELECT school, year FROM years"))
        all.push_back({row.id<SchoolId>(0), {std::chrono::year{static_cast<int>(row.number(1))}}});
    return all;
}
std::int64_t number(school::SchoolYear year) {
    return static_cast<int>(year.begins);
}

Due counted(Database& db, Kind kind, const char* where, std::initializer_list<Value> values, std::optional<Instant> deadline,
            std::chrono::milliseconds after = {}) {
    const auto line =
        db.rows(fmt::format("SELECT count(*), min(recorded) FROM entries WHERE recorded IS NOT NULL AND {}", where), values);
    if (line.empty() || line[0].number(0) == 0) return {kind, 0, {}};
    return {kind, static_cast<std::uint64_t>(line[0].number(0)), deadline ? *deadline : line[0].instant(1) + after};
}

void add(std::vector<Due>& found, const Due& due) {
    if (due.count == 0) return;
    const auto same = std::ranges::find(found, due.kind, &Due::kind);
    if (same == found.end()) return found.push_back(due);
    same->count += due.count;
    if (due.oldest) same->oldest = std::min(same->oldest.value_or(*due.oldest), *due.oldest);
}

constexpr const char* past_term = "school=? AND year=? AND recorded<=?";
constexpr const char* with_pupils = "school=? AND year=? AND personal IS NOT NULL";

void destroy(seal::KeyFile& keys, const std::string& name) {
    if (auto gone = keys.destroy(name); !gone) throw Failure{std::move(gone.error())};
}

// Rows are gone first: a key that could not be destroyed is met again by the next sweep, as long as its year stands in `years`.
void destroy_keys(AuditFile& file, Instant now) {
    for (const auto& [school, year] : years(file.database)) {
        if (school::ends(year) > now) continue;
        destroy(file.keys, audit_personal_key(school, year));
        if (!file.database
                 .rows("SELECT idx FROM entries WHERE recorded IS NOT NULL AND school=? AND year=? LIMIT 1",
                       {cell(school), number(year)})
                 .empty())
            continue;
        destroy(file.keys, audit_key(school, year));
        file.database.run("DELETE FROM years WHERE school=? AND year=?", {cell(school), number(year)});
    }
}

}  // namespace

std::vector<Due> due(AuditFile& file, Instant now) {
    std::vector<Due> found;
    auto& db = file.database;
    for (const auto& [school, year] : years(db)) {
        const auto term = term_of(db, school);
        add(found, counted(db, Kind::audit_entry, past_term, {cell(school), number(year), cell(now - term)}, {}, term));
        if (school::ends(year) <= now)
            add(found, counted(db, Kind::audit_personal, with_pupils, {cell(school), number(year)}, school::ends(year)));
    }
    return found;
}

std::vector<Due> sweep(AuditFile& file, Instant now) {
    auto& db = file.database;
    std::vector<Due> gone;
    {
        Transaction change{db, Access::write};
        gone = due(file, now);
        for (const auto& [school, year] : years(db)) {
            forget_pointers(db, Pointed::everyone, school, past_term, {cell(school), number(year), cell(now - term_of(db, school))});
            db.run(fmt::format("UPDATE entries SET year=NULL, recorded=NULL, lasting_salt=NULL, lasting=NULL, personal_salt=NULL,"
                               " personal=NULL WHERE recorded IS NOT NULL AND {}",
                               past_term),
                   {cell(school), number(year), cell(now - term_of(db, school))});
            if (school::ends(year) > now) continue;
            forget_pointers(db, Pointed::pupils, school, with_pupils, {cell(school), number(year)});
            db.run(fmt::format("UPDATE entries SET personal_salt=NULL, personal=NULL WHERE recorded IS NOT NULL AND {}",
                               with_pupils),
                   {cell(school), number(year)});
        }
        change.commit();
    }
    {
        Transaction alone{db, Access::write};
        destroy_keys(file, now);
        alone.commit();
    }
    if (!db.empty_log())
        file.log.write(Level::warning, "store", "audit.db: its write-ahead log is in use; emptied at the next sweep");
    return gone;
}

}  // namespace monitor::store
