// store: how does what stays get new keys, so that the old ones may be destroyed?

#include "reseal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "deeds.hpp"

namespace monitor::store {
namespace {

// How a row says under the key of which school year it is.
enum class Year : std::uint8_t { until = 1, begun_in = 2, named = 3 };

struct Sealed {
    const char *table, *column, *row, *when;
    Year year;
};
constexpr Sealed sealed[]{
    {"pupils", "name", "id", "expires", Year::until},
    {"pupils", "user", "id", "expires", Year::until},
    {"staff", "name", "id", "expires", Year::until},
    {"staff", "user", "id", "expires", Year::until},
    {"accounts", "user", "id", "expires", Year::until},
    {"directories", "resume", "school", "expires", Year::until},
    {"devices", "fixed_user", "id", "fixed_user_expires", Year::until},
    {"sessions", "address", "id", "began", Year::begun_in},
    {"held", "content", "id", "year", Year::named},
};

school::SchoolYear year_of(const Row& row, std::size_t at, Year year) {
    switch (year) {
        case Year::until: return year_until(row.instant(at));
        case Year::begun_in: return school::school_year(row.instant(at));
        case Year::named: return {std::chrono::year{static_cast<int>(row.number(at))}};
    }
    fail(Remedy::give_up, "a year of no kind");
}

void reseal(PeopleFile& file, SchoolId school, const Sealed& what, PeopleSeal& old, PeopleSeal& fresh) {
    const auto place = fmt::format("people.{}.{}", what.table, what.column);
    const auto next =
        fmt::format("SELECT {0}, \"{1}\", {2} FROM {3} WHERE school=? AND {0}>? AND \"{1}\" IS NOT NULL ORDER BY {0} LIMIT 2000",
                    what.row, what.column, what.when, what.table);
    const auto write = fmt::format("UPDATE {} SET \"{}\"=? WHERE school=? AND {}=?", what.table, what.column, what.row);
    for (Bytes after = before_all();;) {
        const auto rows = file.database.rows(next, {cell(school), after});
        if (rows.empty()) return;
        for (const Row& row : rows) {
            const auto year = year_of(row, 2, what.year);
            const auto plain = old.opened(place, row.bytes(0), row.bytes(1), year);
            file.database.run(write, {fresh.closed(place, row.bytes(0), plain, year), cell(school), row.bytes(0)});
        }
        after = rows.back().bytes(0);
    }
}

std::int64_t generation(PeopleFile& file, SchoolId school, school::SchoolYear year) {
    return file.database.number("SELECT generation FROM terms WHERE school=? AND year=?",
                                {cell(school), std::int64_t{static_cast<int>(year.begins)}});
}

// An older key file may bring one back: destroyed_again() looks for it at each opening. It takes the line at its word, so a key gets
// its line only when what it opened was committed away.
void destroy_until(PeopleFile& file, SchoolId school, school::SchoolYear year, std::int64_t end) {
    for (std::int64_t at = 0; at < end; ++at) {
        const auto name = people_key(school, year, at);
        if (!if_kept(file.keys, name)) continue;
        note(file, {Deed::key_destroyed, school, copy(as_bytes(name))});
        if (auto gone = file.keys.destroy(name); !gone) throw Failure{std::move(gone.error())};
    }
}

const Sealed& known_as(std::string_view table, std::string_view column) {
    const auto at = std::ranges::find_if(sealed, [&](const Sealed& one) { return one.table == table && one.column == column; });
    if (at == std::end(sealed)) fail(Remedy::give_up, fmt::format("people.{}.{}: is not known to be sealed", table, column));
    return *at;
}

}  // namespace

void reseal(PeopleFile& file, SchoolId school) {
    file.database.run("UPDATE terms SET generation=generation+1 WHERE school=?", {cell(school)});
    PeopleSeal old{file.database, file.keys, file.random, school, 1};
    PeopleSeal fresh = file.seal_of(school);
    for (const Sealed& what : sealed) reseal(file, school, what, old, fresh);
}

bool reseals(std::string_view table, std::string_view column) noexcept {
    return std::ranges::any_of(sealed, [&](const Sealed& one) { return one.table == table && one.column == column; });
}

SealedBy sealed_by(std::string_view table, std::string_view column) {
    const Sealed& known = known_as(table, column);
    return {known.row, known.when};
}

std::string opened(PeopleSeal& seal, std::string_view table, std::string_view column, const Row& value_row_when) {
    const Sealed& known = known_as(table, column);
    return seal.opened(fmt::format("people.{}.{}", table, column), value_row_when.bytes(1), value_row_when.bytes(0),
                       year_of(value_row_when, 2, known.year));
}

void destroy_older_keys(PeopleFile& file, SchoolId school, school::SchoolYear year) {
    destroy_until(file, school, year, generation(file, school, year));
}

void destroy_older_keys(PeopleFile& file, SchoolId school) {
    Transaction change{file.database, Access::write};
    for (const Row& row : file.database.rows("SELECT year FROM terms WHERE school=?", {cell(school)}))
        destroy_older_keys(file, school, {std::chrono::year{static_cast<int>(row.number(0))}});
    change.commit();
    empty_log(file.database, file.log, "people.db");
}

void destroy_keys(PeopleFile& file, SchoolId school, school::SchoolYear year) {
    destroy_until(file, school, year, generation(file, school, year) + 1);
}

void empty_log(Database& database, Log& log, std::string_view name) {
    if (!database.empty_log())
        log.write(Level::warning, "store", fmt::format("{}: its write-ahead log is in use; emptied at the next sweep", name));
}

}  // namespace monitor::store
