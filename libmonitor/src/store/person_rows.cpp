// store: which rows of people.db are about one person?
//
// A table that says `pupil` or `staff` says whose its rows are; the others stand here by name. A test holds the list to the catalogue.

#include "person_rows.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "links.hpp"
#include "monitor/school/user.hpp"
#include "reseal.hpp"
#include "schema.hpp"

namespace monitor::store {
namespace {

using retention::Field;
using retention::Keeping;

Value blob(const RowId& id) {
    return cell(id);
}
std::int64_t number(Side side) {
    return static_cast<std::int64_t>(side);
}
bool same_user(const std::string& on_device, const std::string& theirs) {
    return !on_device.empty() && !theirs.empty() && (on_device == theirs || on_device == school::before_at(theirs));
}

/// What they may be called on a device.
std::vector<std::string> users(PeopleFile& file, const Known& whom) {
    PeopleSeal seal = file.seal_of(whom.school);
    std::vector<std::string> all;
    const char* table = whom.is_pupil ? "pupils" : "staff";
    for (const Row& row : file.database.rows(fmt::format("SELECT \"user\", id, expires FROM {} WHERE school=? AND id=?", table),
                                             {cell(whom.school), blob(whom.id)}))
        all.push_back(school::folded(opened(seal, table, "user", row)));
    if (whom.account)
        for (const Row& row : file.database.rows("SELECT \"user\", id, expires FROM accounts WHERE school=? AND id=?",
                                                 {cell(whom.school), *whom.account}))
            all.push_back(school::folded(opened(seal, "accounts", "user", row)));
    return all;
}

std::vector<Bytes> devices(PeopleFile& file, const Known& whom) {
    PeopleSeal seal = file.seal_of(whom.school);
    const auto called = users(file, whom);
    std::vector<Bytes> found;
    for (const Row& row : file.database.rows("SELECT fixed_user, id, fixed_user_expires FROM devices WHERE school=?"
                                             " AND fixed_user IS NOT NULL",
                                             {cell(whom.school)})) {
        const auto user = school::folded(opened(seal, "devices", "fixed_user", row));
        if (std::ranges::any_of(called, [&](const auto& one) { return same_user(user, one); })) found.push_back(row.bytes(1));
    }
    return found;
}

bool has(Database& database, std::string_view table, std::string_view column) {
    return std::ranges::any_of(columns(database), [&](const Column& one) { return one.table == table && one.name == column; });
}

/// Each field stands in three columns: itself, and by what it opens where it is sealed.
std::string select(const Columns& columns, const std::string& where) {
    std::string sql;
    for (const auto* field : columns.fields) {
        const bool closed = field->keeping == Keeping::sealed;
        const auto by = closed ? sealed_by(columns.table, field->column) : SealedBy{field->column, field->column};
        sql += fmt::format("{}\"{}\", {}, {}", sql.empty() ? "SELECT " : ", ", field->column, by.row, by.when);
    }
    return fmt::format("{} FROM {} WHERE {}", sql, columns.table, where);
}

decltype(About::value) told(PeopleSeal& seal, const Columns& columns, const Row& row, std::size_t at) {
    const auto& field = *columns.fields[at];
    const auto& value = row.cell(at * 3);
    if (row.empty(at * 3)) return std::monostate{};
    if (field.keeping == Keeping::sealed)
        return Personal<std::string>{
            opened(seal, columns.table, field.column, Row{{value, row.cell(at * 3 + 1), row.cell(at * 3 + 2)}})};
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* bytes = std::get_if<Bytes>(&value)) return *bytes;
    return Personal<std::string>{row.text(at * 3)};
}

/// A remote lesson is a group's: who planned it goes with the year, as a number that is nobody's name any more.
bool stays(std::string_view table) {
    return table == "lessons";
}

}  // namespace

std::vector<Columns> people_tables() {
    std::vector<Columns> all;
    for (const Field& field : retention::catalogue()) {
        if (!field.table.starts_with("people.")) continue;
        const auto table = field.table.substr(7);
        auto at = std::ranges::find(all, table, &Columns::table);
        if (at == all.end()) at = all.insert(all.end(), Columns{table, {}});
        at->fields.push_back(&field);
    }
    return all;
}

Known known(PeopleFile& file, SchoolId school, Person person, Instant now) {
    Known whom{.school = school, .is_pupil = std::holds_alternative<PupilId>(person)};
    whom.id = std::visit([](const auto& id) { return id.bytes(); }, person);
    const auto row = file.database.rows(fmt::format("SELECT account_lookup FROM {} WHERE school=? AND id=? AND expires>?",
                                                    whom.is_pupil ? "pupils" : "staff"),
                                        {cell(school), blob(whom.id), cell(now)});
    if (row.empty()) fail(Remedy::not_found, "person");
    if (!row[0].empty(0)) whom.lookup = row[0].bytes(0);
    if (whom.lookup)
        for (const Row& account : file.database.rows("SELECT id FROM accounts WHERE school=? AND lookup=?", {cell(school), *whom.lookup}))
            whom.account = account.bytes(0);
    whom.devices = devices(file, whom);
    return whom;
}

bool of_nobody(std::string_view table) noexcept {
    // Where a reading goes on names nobody alone. What waits is sealed whole; who was erased has no row of their own any more.
    constexpr std::array none{"directories", "held", "kept_out"};
    return std::ranges::find(none, table) != none.end();
}

std::optional<Theirs> theirs(Database& database, const Known& whom, std::string_view table) {
    const Value school = cell(whom.school), id = blob(whom.id);
    const Value lookup = whom.lookup ? Value{*whom.lookup} : Value{}, account = whom.account ? Value{*whom.account} : Value{};
    if (of_nobody(table)) return std::nullopt;
    if (table == "pupils" || table == "staff")
        return (table == "pupils") == whom.is_pupil ? std::optional{Theirs{"school=? AND id=?", {school, id}}} : std::nullopt;
    if (table == "accounts" || table == "spent_accounts") return Theirs{"school=? AND lookup=?", {school, lookup}};
    if (table == "account_duties") return Theirs{"school=? AND account=?", {school, account}};
    if (table == "link_keys")
        return Theirs{"school=? AND ((side=? AND owner=?) OR (side=? AND owner=?))",
                      {school, number(whom.is_pupil ? Side::pupil : Side::staff), id, number(Side::account), account}};
    if (table == "lessons")
        return whom.is_pupil ? std::nullopt : std::optional{Theirs{"school=? AND (owner=? OR told_by=?)", {school, id, id}}};
    if (table == "devices") {
        Theirs rows{"school=? AND id IN (NULL", {school}};
        for (const auto& device : whom.devices) rows.where += ", ?", rows.values.emplace_back(device);
        rows.where += ")";
        return rows;
    }
    const char* column = whom.is_pupil ? "pupil" : "staff";
    if (!has(database, table, "school") || !has(database, table, column)) return std::nullopt;
    return Theirs{fmt::format("school=? AND {}=?", column), {school, id}};
}

std::map<retention::Kind, std::uint64_t> erase_rows(Database& database, const Known& whom) {
    std::map<retention::Kind, std::uint64_t> gone;
    std::vector<std::pair<std::string_view, Theirs>> all;
    for (const auto& [table, fields] : people_tables()) {
        auto rows = theirs(database, whom, table);
        if (!rows || stays(table)) continue;
        const auto found =
            database.rows(fmt::format("SELECT count(*) FROM {} WHERE {}", table, rows->where), std::span<const Value>{rows->values});
        if (found[0].number(0) > 0) gone[fields.front()->kind] += static_cast<std::uint64_t>(found[0].number(0));
        all.emplace_back(table, std::move(*rows));
    }
    for (const auto& [table, rows] : all)
        database.run(fmt::format("DELETE FROM {} WHERE {}", table, rows.where), std::span<const Value>{rows.values});
    return gone;
}

std::vector<About> cells_about(PeopleFile& file, const Known& whom) {
    std::vector<About> all;
    PeopleSeal seal = file.seal_of(whom.school);
    for (const auto& columns : people_tables()) {
        const auto rows = theirs(file.database, whom, columns.table);
        if (!rows) continue;
        std::uint64_t number{};
        for (const Row& row : file.database.rows(select(columns, rows->where), std::span<const Value>{rows->values})) {
            for (std::size_t at = 0; at < columns.fields.size(); ++at)
                all.push_back({columns.fields[at], number, told(seal, columns, row, at)});
            ++number;
        }
    }
    return all;
}

}  // namespace monitor::store
