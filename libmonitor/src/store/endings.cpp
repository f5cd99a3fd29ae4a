// store: how is everything of one school gone? Its rows first, then the keys that opened them, then the logs behind them.
//
// Which tables are the school's is read from the files themselves: a table that comes later goes along.

#include "monitor/store/endings.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "connected.hpp"
#include "deeds.hpp"
#include "ended.hpp"
#include "monitor/retention/catalogue.hpp"
#include "reseal.hpp"
#include "schema.hpp"

namespace monitor::store {
namespace {

using retention::Kind;
using Counts = std::map<Kind, std::uint64_t>;

constexpr const char* stays = "ended";

/// Every table with rows of a school, and the column that says of which.
struct Of {
    std::string table, column;
};
std::vector<Of> tables(Database& database, File file) {
    std::vector<Of> found;
    for (const Column& column : columns(database))
        if (column.name == "school" && column.table != stays) found.push_back({column.table, column.name});
    if (file == File::people) found.push_back({"schools", "id"});
    return found;
}

/// What a row of that table is, as its first field has it.
Kind kind_of(File file, const std::string& table) {
    const auto whole = fmt::format("{}.{}", word(file), table);
    const auto fields = retention::catalogue();
    const auto at = std::ranges::find(fields, whole, &retention::Field::table);
    return at == fields.end() ? Kind::bookkeeping : at->kind;
}

void count(Database& database, File file, SchoolId school, Counts& counts) {
    for (const auto& [table, column] : tables(database, file)) {
        const auto rows = database.number(fmt::format("SELECT count(*) FROM \"{}\" WHERE {}=?", table, column), {cell(school)});
        if (rows > 0) counts[kind_of(file, table)] += static_cast<std::uint64_t>(rows);
    }
}

void erase(Database& database, File file, SchoolId school) {
    // Which row stands on which is looked at when all of them are gone.
    database.let_keys_wait();
    for (const auto& [table, column] : tables(database, file))
        database.run(fmt::format("DELETE FROM \"{}\" WHERE {}=?", table, column), {cell(school)});
    if (file == File::audit) return;
    const Reaching all_schools{database, Reach::across()};
    database.run("DELETE FROM boards WHERE id NOT IN (SELECT board FROM schools WHERE board IS NOT NULL)");
}

std::string text(const Counts& counts) {
    std::string lines;
    for (const auto& [kind, rows] : counts) lines += fmt::format("{} {}\n", static_cast<int>(kind), rows);
    return lines;
}
std::vector<Counted> counted(const std::string& text) {
    std::vector<Counted> all;
    std::istringstream in{text};
    int kind{};
    for (std::uint64_t rows{}; in >> kind >> rows;) all.push_back({static_cast<Kind>(kind), rows});
    return all;
}
std::vector<Counted> counted(const Counts& counts) {
    std::vector<Counted> all;
    for (const auto& [kind, rows] : counts) all.push_back({kind, rows});
    return all;
}

constexpr const char* all_columns = "school, brin, name, at, asked, asked_by, lines, root, checkpoint, counts, keys, finished";

Ended ended(const Row& row) {
    Ended one{.school = row.id<SchoolId>(0), .brin = row.text(1), .name = row.text(2), .at = row.instant(3)};
    one.ending.asked = std::chrono::sys_days{std::chrono::days{row.number(4)}};
    if (!row.empty(5)) one.ending.asked_by = static_cast<school::Duty>(row.number(5));
    one.ending.lines = static_cast<std::uint64_t>(row.number(6));
    const Bytes& root = row.bytes(7);
    if (root.size() != one.ending.root.size()) fail(Remedy::ask_operator, "people.ended.root: not what was written");
    std::ranges::copy(root, one.ending.root.begin());
    one.ending.checkpoint = row.text(8);
    one.rows = counted(row.text(9));
    one.keys = static_cast<std::uint64_t>(row.number(10));
    one.finished = row.number(11) == 1 ? Finished::yes : Finished::no;
    return one;
}

/// The rows of people.db; from here on the end is known, and every later step may be done again.
void leave(PeopleFile& file, SchoolId school, const Ending& ending, const Counts& of_log, Instant at) {
    const auto known = file.database.rows("SELECT brin, CASE WHEN name='' THEN brin ELSE name END FROM schools WHERE id=?", {cell(school)});
    if (known.empty()) fail(Remedy::not_found, "school");
    Counts counts = of_log;
    count(file.database, File::people, school, counts);
    file.database.run(
        fmt::format("INSERT INTO ended({}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)", all_columns),
        {cell(school), known[0].text(0), known[0].text(1), cell(at),
         std::int64_t{ending.asked.time_since_epoch().count()},
         ending.asked_by ? Value{static_cast<std::int64_t>(*ending.asked_by)} : Value{}, static_cast<std::int64_t>(ending.lines),
         cell(ending.root), ending.checkpoint, text(counts)});
    erase(file.database, File::people, school);
}

/// The log, also one that a backup brought back; and that nothing comes after it.
void close_log(AuditFile& file, SchoolId school) {
    Transaction change{file.database, Access::write};
    erase(file.database, File::audit, school);
    file.database.run("INSERT INTO ended(school) VALUES(?) ON CONFLICT DO NOTHING", {cell(school)});
    change.commit();
    empty_log(file.database, file.log, "audit.db");
}

std::uint64_t destroy_keys(PeopleFile& file, SchoolId school) {
    const auto gone = file.keys.destroy_all(school.text());
    if (!gone) throw Failure{gone.error()};
    return *gone;
}

/// What opened it all; also what an older backup brought back.
void settle(PeopleFile& file, SchoolId school, Finished finished) {
    Transaction change{file.database, Access::write};
    erase(file.database, File::people, school);
    const auto keys = destroy_keys(file, school);
    file.database.run("UPDATE ended SET keys=keys+?1, finished=CASE WHEN finished<?2 THEN ?2 ELSE finished END WHERE school=?3",
                      {static_cast<std::int64_t>(keys), static_cast<std::int64_t>(finished), cell(school)});
    change.commit();
    empty_log(file.database, file.log, "people.db");
}

/// Keys go before the log does, which may be on a disk that fails; and after it, for what was written down between the two.
std::expected<void, Error> finish(const SharedPeople& people, const SharedAudit& audit, SchoolId school) {
    const auto sealed = answer(*people, school, "end a school", [&] { settle(*people, school, Finished::no); });
    if (!sealed) return sealed;
    const auto closed = answer(*audit, school, "end a school's log", [&](AuditFile& file) { close_log(file, school); });
    if (!closed) return closed;
    return answer(*people, school, "end a school", [&] { settle(*people, school, Finished::yes); });
}

class SqliteEndings final : public Endings {
public:
    SqliteEndings(SharedPeople people, SharedAudit audit) : people_{std::move(people)}, audit_{std::move(audit)} {}

    std::expected<std::vector<Counted>, Error> holdings(SchoolId school) override {
        auto counts = of_log(school);
        if (!counts) return std::unexpected{counts.error()};
        return answer(*people_, school, "count what is kept of a school", [&] {
            const Transaction one_moment{people_->database, Access::read};
            hold_to_school(*people_, school);
            count(people_->database, File::people, school, *counts);
            return counted(*counts);
        });
    }

    std::expected<Ended, Error> end(SchoolId school, const Ending& ending) override {
        const auto counts = of_log(school);
        if (!counts) return std::unexpected{counts.error()};
        const auto left = answer(*people_, school, "end a school", [&] {
            Transaction change{people_->database, Access::write};
            const auto now = people_->now();
            leave(*people_, school, ending, *counts, now);
            note(*people_, {.deed = Deed::school_ended, .school = school});
            change.commit();
            people_->to_tell = true;
        });
        if (!left) return std::unexpected{left.error()};
        if (auto done = finish(people_, audit_, school); !done) return std::unexpected{done.error()};
        return answer(*people_, school, "read the end of a school", [&] {
            const auto found = people_->database.rows(fmt::format("SELECT {} FROM ended WHERE school=?", all_columns), {cell(school)});
            if (found.empty()) fail(Remedy::conflict, "school: made anew meanwhile");
            (void)people_->ledger->trim(people_->now());
            return store::ended(found[0]);
        });
    }

    std::expected<std::optional<Ended>, Error> ended(std::string_view brin) override {
        return answer(*people_, Reach::across(), "read the end of a school", [&]() -> std::optional<Ended> {
            const auto found =
                people_->database.rows(fmt::format("SELECT {} FROM ended WHERE brin=?", all_columns), {std::string{brin}});
            if (found.empty()) return std::nullopt;
            return store::ended(found[0]);
        });
    }

    std::expected<void, Error> begin_again(SchoolId school) override {
        const auto known = answer(*people_, school, "begin a school again", [&] {
            const auto found = people_->database.rows("SELECT finished FROM ended WHERE school=?", {cell(school)});
            if (found.empty()) fail(Remedy::not_found, "school");
            if (found[0].number(0) == 0) fail(Remedy::conflict, "school: its end is not finished");
        });
        if (!known) return known;
        // The log first: should this break off between the two, the school is still at its end, and the next sweep says so again.
        const auto opened = answer(*audit_, school, "begin a school again", [&](AuditFile& file) {
            file.database.run("DELETE FROM ended WHERE school=?", {cell(school)});
        });
        if (!opened) return opened;
        return answer(*people_, school, "begin a school again", [&] {
            Transaction change{people_->database, Access::write};
            people_->database.run("DELETE FROM ended WHERE school=?", {cell(school)});
            note(*people_, {.deed = Deed::school_again, .school = school});
            change.commit();
        });
    }

private:
    std::expected<Counts, Error> of_log(SchoolId school) {
        return answer(*audit_, school, "count what is kept of a school", [&](AuditFile& file) {
            Counts counts;
            count(file.database, File::audit, school, counts);
            return counts;
        });
    }

    SharedPeople people_;
    SharedAudit audit_;
};

}  // namespace

void hold_to_open(PeopleFile& file, SchoolId school) {
    if (file.database.number("SELECT count(*) FROM ended WHERE school=?", {cell(school)}) != 0)
        fail(Remedy::ask_operator, "school: its contract has ended here");
}

bool leave_again(PeopleFile& file, SchoolId school, Instant at) {
    if (file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(school)}) == 0) return false;
    leave(file, school, {.asked = std::chrono::floor<std::chrono::days>(at)}, {}, at);
    return true;
}

Book book_of(Database& audit, SchoolId school) {
    return audit.number("SELECT count(*) FROM ended WHERE school=?", {cell(school)}) == 0 ? Book::open : Book::closed;
}

void finish_endings(const SharedPeople& people, const SharedAudit& audit) {
    const auto schools = answer(*people, Reach::across(), "look for schools that ended", [&] {
        std::vector<SchoolId> all;
        for (const Row& row : people->database.rows("SELECT school FROM ended")) all.push_back(row.id<SchoolId>(0));
        return all;
    });
    if (!schools) return;
    for (const SchoolId school : *schools) {
        if (const auto done = finish(people, audit, school); !done)
            people->log.write(Level::error, "store",
                              fmt::format("the end of a school is not finished: {} ({})", done.error().operation,
                                          done.error().system_code));
    }
}

std::unique_ptr<Endings> make_endings(SharedPeople people, SharedAudit audit) {
    return std::make_unique<SqliteEndings>(std::move(people), std::move(audit));
}

}  // namespace monitor::store
