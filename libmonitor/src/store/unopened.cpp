// store: what becomes of values that no key opens any more?

#include "unopened.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "monitor/seal/box.hpp"

namespace monitor::store {
namespace {

struct Column {
    const char *table, *name, *until;
};
constexpr Column filled_again[]{
    {"pupils", "name", "expires"}, {"pupils", "user", "expires"},   {"staff", "name", "expires"},
    {"staff", "user", "expires"},  {"accounts", "user", "expires"},
};
constexpr Column fixed_user{"devices", "fixed_user", "fixed_user_expires"};

school::SchoolYear year_in(const Row& row, std::size_t at) {
    return {std::chrono::year{static_cast<int>(row.number(at))}};
}

std::set<std::string> destroyed(const LedgerText& ledger) {
    std::set<std::string> names;
    auto ends = ledger.ends_of_schools();
    for (const auto& line : ledger.lines)
        if (line.done.deed == Deed::key_destroyed && line.number > ends[line.done.school]) names.emplace(as_text(line.done.what));
    return names;
}

// The key in use is the newest there is; never a name whose key was destroyed, or destroyed_again() would take the new one for
// it.
std::int64_t generation(PeopleFile& file, const std::set<std::string>& gone, SchoolId school, school::SchoolYear year,
                        std::int64_t kept) {
    constexpr std::int64_t ahead = 64;
    auto newest = kept;
    for (auto at = kept; at < kept + ahead; ++at) {
        const auto name = people_key(school, year, at);
        if (gone.contains(name))
            newest = std::max(newest, at + 1);
        else if (if_kept(file.keys, name))
            newest = at;
    }
    return newest;
}

/// The keys of one school, one for each year.
class Keys {
public:
    Keys(PeopleFile& file, SchoolId school) : file_{file}, school_{school} {}

    [[nodiscard]] bool opens(const Column& column, const Row& row_value_until) {
        const auto year = year_until(row_value_until.instant(2));
        auto at = held_.find(year);
        if (at == held_.end()) {
            const auto generation = file_.database.number("SELECT generation FROM terms WHERE school=? AND year=?",
                                                          {cell(school_), std::int64_t{static_cast<int>(year.begins)}});
            at = held_.emplace(year, if_kept(file_.keys, people_key(school_, year, generation))).first;
        }
        if (!at->second) return false;
        auto plain = seal::open(*at->second, row_value_until.bytes(1),
                                place(fmt::format("people.{}.{}", column.table, column.name), school_, row_value_until.bytes(0)));
        if (plain) seal::wipe(*plain);
        return plain.has_value();
    }
    [[nodiscard]] std::vector<Row> unopened(const Column& column) {
        auto rows = file_.database.rows(fmt::format("SELECT id, \"{0}\", {1} FROM {2} WHERE school=? AND \"{0}\" IS NOT NULL",
                                                    column.name, column.until, column.table),
                                        {cell(school_)});
        std::erase_if(rows, [&](const Row& row) { return opens(column, row); });
        return rows;
    }

private:
    PeopleFile& file_;
    SchoolId school_;
    std::map<school::SchoolYear, std::optional<seal::Secret>> held_{};
};

}  // namespace

std::vector<SchoolId> without_keys(PeopleFile& file) {
    std::vector<SchoolId> found;
    for (const Row& row : file.database.rows("SELECT school, year, generation FROM terms")) {
        const auto school = row.id<SchoolId>(0);
        const auto year = year_in(row, 1);
        if (if_kept(file.keys, people_key(school, year, row.number(2)))) continue;
        // A key is made with the first value that it seals.
        const auto sealed = file.database.number(
            "SELECT (SELECT count(*) FROM pupils WHERE school=?1 AND expires=?2) + (SELECT count(*) FROM staff WHERE school=?1 "
            "AND expires=?2)"
            " + (SELECT count(*) FROM accounts WHERE school=?1 AND expires=?2)",
            {cell(school), cell(school::ends(year))});
        if (sealed != 0) found.push_back(school);
    }
    return found;
}

std::uint64_t empty_unopened(PeopleFile& file, const LedgerText& ledger, SchoolId school) {
    const auto gone = destroyed(ledger);
    for (const Row& row : file.database.rows("SELECT year, generation FROM terms WHERE school=?", {cell(school)}))
        file.database.run("UPDATE terms SET generation=? WHERE school=? AND year=?",
                          {generation(file, gone, school, year_in(row, 0), row.number(1)), cell(school), row.number(0)});
    Keys keys{file, school};
    PeopleSeal fresh = file.seal_of(school);
    std::uint64_t emptied{};
    for (const Column& column : filled_again) {
        const auto rows = keys.unopened(column);
        for (const Row& row : rows) {
            const auto empty = fresh.closed(fmt::format("people.{}.{}", column.table, column.name), row.bytes(0), {},
                                            year_until(row.instant(2)));
            file.database.run(fmt::format("UPDATE {} SET \"{}\"=? WHERE school=? AND id=?", column.table, column.name),
                              {empty, cell(school), row.bytes(0)});
        }
        emptied += rows.size();
    }
    for (const Row& row : keys.unopened(fixed_user))
        emptied += file.database.run("DELETE FROM devices WHERE school=? AND id=?", {cell(school), row.bytes(0)});
    return emptied;
}

void destroyed_again(PeopleFile& file, const LedgerText& ledger) {
    for (const auto& name : destroyed(ledger)) {
        if (auto gone = file.keys.destroy(name); !gone) throw Failure{std::move(gone.error())};
    }
}

}  // namespace monitor::store
