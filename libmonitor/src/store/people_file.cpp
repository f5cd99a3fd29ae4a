// store: how does a change in people.db become known, and by which clock does it live?

#include "people_file.hpp"

#include <algorithm>

namespace monitor::store {

std::optional<Instant> PeopleFile::high_water() {
    const auto mark = database.rows("SELECT value FROM meta WHERE name='high_water'");
    if (mark.empty()) return std::nullopt;
    return mark[0].instant(0);
}

void PeopleFile::keep_high_water(Instant seen) {
    if (const auto mark = high_water(); mark && *mark >= seen) return;
    database.run("INSERT INTO meta(name, value) VALUES('high_water', ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
                 {std::to_string(seen.time_since_epoch().count())});
}

Instant PeopleFile::now() {
    return std::max(clock.now(), high_water().value_or(Instant::min()));
}

school::SchoolYear PeopleFile::year_of(SchoolId school, Instant now) {
    const auto delivered = database.number("SELECT year FROM schools WHERE id=?", {cell(school)});
    return std::max(school::school_year(now), school::SchoolYear{std::chrono::year{static_cast<int>(delivered)}});
}

void PeopleFile::note_term(SchoolId school, school::SchoolYear year) {
    database.run("INSERT INTO terms(school, year) VALUES(?, ?) ON CONFLICT DO NOTHING",
                 {cell(school), std::int64_t{static_cast<int>(year.begins)}});
}

void PeopleFile::see_others() {
    try {
        const Reaching all_schools{database, Reach::across()};
        others_seen = database.others();
    } catch (const Failure&) {
        // The next look finds a change, and tells of it once more.
    }
}

void PeopleFile::tell() {
    const std::lock_guard one{telling};
    untold = !listener;
    if (listener) listener();
}

void Change::commit() {
    for (const SchoolId school : schools_) {
        file_.database.run(
            "INSERT INTO revisions(school, revision) VALUES(?, 1)"
            " ON CONFLICT(school) DO UPDATE SET revision=revisions.revision+1",
            {cell(school)});
    }
    transaction_.commit();
    if (schools_.empty()) return;
    file_.to_tell = true;
    file_.see_others();
}

}  // namespace monitor::store
