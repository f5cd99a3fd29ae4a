// store: how does a minimised roster become rows? Compared person by person, a page at a time, so that a large school needs no
// more memory than a small one.

#include "roster_rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "batch.hpp"
#include "layout_text.hpp"
#include "site_rows.hpp"

namespace monitor::store {
namespace {

using roster::Tally;

constexpr std::int64_t page = 2'000;
constexpr std::size_t enough = 512;  // rows, for one go

constexpr const char* pupils_head = "INSERT INTO pupils(school, id, name, \"user\", expires) VALUES";
constexpr const char* pupils_tail =
    "ON CONFLICT(school, id) DO UPDATE SET name=excluded.name, \"user\"=excluded.user, expires=excluded.expires";
constexpr const char* staff_head =
    "INSERT INTO staff(school, id, name, \"user\", expires, account_named, account_lookup, employment) VALUES";
// The roster's own word for somebody's account goes before a link, and takes it along when it goes.
constexpr const char* staff_tail =
    "ON CONFLICT(school, id) DO UPDATE SET name=excluded.name, \"user\"=excluded.user, expires=excluded.expires,"
    " employment=excluded.employment, account_named=excluded.account_named, account_lookup=CASE"
    " WHEN excluded.account_named IS NOT NULL THEN excluded.account_named"
    " WHEN staff.account_named IS NOT NULL THEN NULL ELSE staff.account_lookup END";

// Both tables of persons are handled by the same lines; only these words differ.
struct Table {
    const char *name, *groups, *person, *name_place, *user_place, *more;
};
constexpr Table pupils{"pupils", "pupil_groups", "pupil", "people.pupils.name", "people.pupils.user", "NULL, 0"};
constexpr Table staff{"staff", "staff_groups", "staff", "people.staff.name", "people.staff.user", "account_named, employment"};

bool is_staff(const Table& table) {
    return &table == &staff;
}

RowId row_id(const Row& row, std::size_t at) {
    return row.id<PupilId>(at).bytes();  // the bytes of any id
}

struct Before {
    Minimal::Person person;
    Instant expires{};
};

// What is to be written of one table, gathered so that few statements do it. Persons stand before their memberships, and old
// memberships go before new ones come.
struct Lines {
    Database& database;
    const Table& table;
    Batch persons{database, is_staff(table) ? staff_head : pupils_head, is_staff(table) ? 8U : 5U,
                  is_staff(table) ? staff_tail : pupils_tail};
    Batch groups{database, fmt::format("INSERT INTO {}(school, {}, grp) VALUES", table.groups, table.person), 3};
    std::vector<Value> gone{}, regrouped{};
    std::vector<std::array<Value, 2>> memberships{};

    void write(const Value& school) {
        persons.done();
        erase(fmt::format("DELETE FROM {} WHERE school=? AND id IN ", table.name), school, gone);
        erase(fmt::format("DELETE FROM {} WHERE school=? AND {} IN ", table.groups, table.person), school, regrouped);
        for (const auto& [person, group] : memberships) groups.add({school, person, group});
        groups.done();
        memberships.clear();
    }

private:
    void erase(const std::string& sql, const Value& school, std::vector<Value>& ids) {
        for (std::size_t from = 0; from < ids.size(); from += enough) {
            const auto part = std::span{ids}.subspan(from, std::min(enough, ids.size() - from));
            std::vector<Value> values{school};
            values.insert(values.end(), part.begin(), part.end());
            std::string marks = "(?";
            for (std::size_t at = 1; at < part.size(); ++at) marks += ",?";
            database.run(sql + marks + ")", values);
        }
        ids.clear();
    }
};

class Writing {
public:
    Writing(PeopleFile& file, SchoolId school, const Minimal& minimal, Instant read, Instant alive)
        : file_{file}, school_{school}, minimal_{minimal}, read_{read}, alive_{alive}, seal_{file.seal_of(school)} {}

    RosterWritten run() {
        write_school();
        file_.note_term(school_, minimal_.year);
        sites_ = write_sites(file_, school_, minimal_);
        write_groups();
        written_.pupils = write_persons(pupils, minimal_.pupils);
        written_.staff = write_persons(staff, minimal_.staff);
        forget_groups();
        forget_sites(file_, school_, sites_);
        settle_named_accounts();
        return written_;
    }

private:
    Database& db() { return file_.database; }
    [[nodiscard]] Value school() const { return cell(school_); }

    void write_school() {
        db().run(
            "INSERT INTO schools(id, brin, name, year, directory_read) VALUES(?1, ?2, CASE WHEN ?3='' THEN ?2 ELSE ?3 END, ?4, "
            "?5)"
            " ON CONFLICT(id) DO UPDATE SET name=CASE WHEN ?3='' THEN schools.name ELSE ?3 END, year=excluded.year,"
            " directory_read=excluded.directory_read",
            {school(), minimal_.brin, minimal_.name, std::int64_t{static_cast<int>(minimal_.year.begins)}, cell(read_)});
    }

    void write_groups() {
        std::map<RowId, std::tuple<RowId, std::string, std::int64_t>> before;
        for (const Row& row : db().rows("SELECT id, site, name, kind FROM groups WHERE school=?", {school()})) {
            before.emplace(row_id(row, 0), std::tuple{row_id(row, 1), row.text(2), row.number(3)});
            all_groups_.insert(row_id(row, 0));
        }
        Batch groups{db(), "INSERT INTO groups(school, id, site, name, kind) VALUES", 5,
                     "ON CONFLICT(school, id) DO UPDATE SET site=excluded.site, name=excluded.name, kind=excluded.kind"};
        for (const auto& group : minimal_.groups) {
            const auto& site = sites_[group.site];
            const auto kind = static_cast<std::int64_t>(group.kind);
            const auto at = before.find(group.id);
            if (at == before.end()) ++written_.groups.added;
            if (at != before.end())
                ++(at->second == std::tuple{site, group.name, kind} ? written_.groups.unchanged : written_.groups.changed);
            groups.add({school(), cell(group.id), cell(site), group.name, kind});
        }
        groups.done();
    }

    // The next page of those who are there, in the order of their ids.
    std::vector<Before> next(const Table& table, const RowId& after) {
        std::vector<Before> found;
        for (const Row& row : db().rows(fmt::format("SELECT id, name, \"user\", expires, {} FROM {} WHERE school=? AND id>?"
                                                    " ORDER BY id LIMIT {}",
                                                    table.more, table.name, page),
                                        {school(), cell(after)})) {
            Before one;
            one.person.id = row_id(row, 0);
            one.expires = row.instant(3);
            const auto year = year_until(one.expires);
            one.person.name = seal_.opened(table.name_place, one.person.id, row.bytes(1), year);
            one.person.user = seal_.opened(table.user_place, one.person.id, row.bytes(2), year);
            if (!row.empty(4)) std::ranges::copy(row.bytes(4), one.person.account.emplace().begin());
            one.person.employment = row.number(5);
            found.push_back(std::move(one));
        }
        if (!found.empty()) read_groups(table, after, found);
        return found;
    }
    void read_groups(const Table& table, const RowId& after, std::vector<Before>& found) {
        std::map<RowId, std::uint32_t> places;
        for (std::uint32_t at = 0; at < minimal_.groups.size(); ++at) places.emplace(minimal_.groups[at].id, at);
        auto person = found.begin();
        for (const Row& row : db().rows(fmt::format("SELECT {0}, grp FROM {1} WHERE school=? AND {0}>? AND {0}<=? ORDER BY {0}",
                                                    table.person, table.groups),
                                        {school(), cell(after), cell(found.back().person.id)})) {
            const auto id = row_id(row, 0);
            while (person != found.end() && person->person.id < id) ++person;
            if (person == found.end()) break;
            const auto at = places.find(row_id(row, 1));
            // A group that is not there any more differs from every place.
            person->person.groups.push_back(at == places.end() ? static_cast<std::uint32_t>(places.size()) : at->second);
        }
        for (auto& one : found) std::ranges::sort(one.person.groups);
    }

    Tally write_persons(const Table& table, const std::vector<Minimal::Person>& wanted) {
        db().run(fmt::format("DELETE FROM {} WHERE school=? AND expires<=?", table.name), {school(), cell(alive_)});
        Tally tally;
        Lines lines{db(), table};
        const Instant expires = school::ends(minimal_.year);
        auto want = wanted.begin();
        RowId after{};
        for (auto before = next(table, after); !before.empty(); before = next(table, after)) {
            after = before.back().person.id;
            for (const auto& [person, until] : before) {
                for (; want != wanted.end() && want->id < person.id; ++want, ++tally.added) enter(table, lines, *want, expires);
                if (want == wanted.end() || want->id != person.id) {
                    ++tally.removed;
                    lines.gone.push_back(cell(person.id));
                    continue;
                }
                const bool same = alike(*want, person);
                ++(same ? tally.unchanged : tally.changed);
                if (person.account != want->account && person.account) end_sessions(person.id);
                if (!same || until != expires) write(table, lines, *want, expires);
                if (person.groups != want->groups) {
                    lines.regrouped.push_back(cell(person.id));
                    join(lines, *want);
                }
                ++want;
            }
        }
        for (; want != wanted.end(); ++want, ++tally.added) enter(table, lines, *want, expires);
        lines.write(school());
        return tally;
    }

    static bool alike(const Minimal::Person& one, const Minimal::Person& other) {
        return one.name == other.name && one.user == other.user && one.groups == other.groups && one.account == other.account &&
               one.employment == other.employment;
    }

    void write(const Table& table, Lines& lines, const Minimal::Person& person, Instant expires) {
        const Value id = cell(person.id);
        const auto name = seal_.closed(table.name_place, person.id, person.name, minimal_.year);
        const auto user = seal_.closed(table.user_place, person.id, person.user, minimal_.year);
        if (is_staff(table)) {
            const Value account = person.account ? cell(*person.account) : Value{};
            lines.persons.add({school(), id, name, user, cell(expires), account, account, person.employment});
        } else {
            lines.persons.add({school(), id, name, user, cell(expires)});
        }
    }
    void join(Lines& lines, const Minimal::Person& person) {
        for (const auto group : person.groups) lines.memberships.push_back({cell(person.id), cell(minimal_.groups[group].id)});
        if (lines.memberships.size() >= enough) lines.write(school());
    }
    void enter(const Table& table, Lines& lines, const Minimal::Person& person, Instant expires) {
        write(table, lines, person, expires);
        join(lines, person);
    }

    void end_sessions(const RowId& person) {
        db().run("DELETE FROM sessions WHERE school=? AND staff=?", {school(), cell(person)});
    }

    void forget_groups() {
        for (const auto& group : minimal_.groups) all_groups_.erase(group.id);
        for (const auto& gone : all_groups_) db().run("DELETE FROM groups WHERE school=? AND id=?", {school(), cell(gone)});
        written_.groups.removed = all_groups_.size();
    }

    // An account that the roster names is that person's, whoever it was linked to.
    void settle_named_accounts() {
        constexpr const char* named = "(SELECT account_named FROM staff WHERE school=? AND account_named IS NOT NULL)";
        db().run(fmt::format("UPDATE pupils SET account_lookup=NULL WHERE school=? AND account_lookup IN {}", named),
                 {school(), school()});
        for (const Row& row :
             db().rows(fmt::format("UPDATE staff SET account_lookup=NULL WHERE school=? AND account_named IS NULL"
                                   " AND account_lookup IN {} RETURNING id",
                                   named),
                       {school(), school()})) {
            end_sessions(row_id(row, 0));
        }
        for (const Row& row : db().rows(
                 fmt::format("UPDATE staff SET second_lookup=NULL WHERE school=? AND second_lookup IN {} RETURNING id", named),
                 {school(), school()})) {
            end_sessions(row_id(row, 0));
        }
    }

    PeopleFile& file_;
    SchoolId school_;
    const Minimal& minimal_;
    Instant read_, alive_;
    PeopleSeal seal_;
    std::vector<RowId> sites_;
    std::set<RowId> all_groups_;
    RosterWritten written_;
};

}  // namespace

RosterWritten write_roster(PeopleFile& file, SchoolId school, const Minimal& minimal, Instant read, Instant alive) {
    return Writing{file, school, minimal, read, alive}.run();
}

}  // namespace monitor::store
