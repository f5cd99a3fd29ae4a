// store: what is kept of one person, and how is it gone? Rows first, then the keys that opened them, then the log behind them.

#include "monitor/store/persons.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "connected.hpp"
#include "held.hpp"
#include "kept_out.hpp"
#include "parts.hpp"
#include "person_rows.hpp"
#include "reseal.hpp"
#include "told_duties.hpp"

namespace monitor::store {
namespace {

using retention::Kind;

std::vector<std::string> people_tables() {
    std::vector<std::string> all;
    for (const auto& field : retention::catalogue()) {
        if (!field.table.starts_with("people.")) continue;
        std::string table{field.table.substr(7)};
        if (std::ranges::find(all, table) == all.end()) all.push_back(std::move(table));
    }
    return all;
}

/// What a row of that table is, as its first field has it.
Kind kind_of(const std::string& table) {
    const auto fields = retention::catalogue();
    return std::ranges::find(fields, "people." + table, &retention::Field::table)->kind;
}

/// A remote lesson is a group's: who planned it goes with the year, as a number that is nobody's name any more.
bool stays(const std::string& table) {
    return table == "lessons";
}

class SqlitePersons final : public Persons {
public:
    explicit SqlitePersons(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::vector<About>, Error> about(SchoolId school, Person person) override {
        return answer(*file_, "read what is kept of somebody", [&] {
            const Transaction one_moment{db(), Access::read};
            const Instant now = file_->now();
            const auto whom = known(*file_, school, person, now);
            auto cells = cells_about(*file_, whom);
            add_waiting(whom, now, cells);
            return cells;
        });
    }

    std::expected<std::vector<Counted>, Error> erase(SchoolId school, Person person, Return back) override {
        return answer(*file_, "erase somebody", [&] {
            std::map<Kind, std::uint64_t> gone;
            {
                Change change{*file_};
                const Instant now = file_->now();
                const auto whom = known(*file_, school, person, now);
                ToldDuties duties{*file_, school};
                const auto named = forget_in_held(*file_, school, whom.id, now);
                if (back == Return::kept_out) keep_away(whom, now, std::max(file_->year_of(school, now), named.value_or(school::SchoolYear{})));
                gone = erase_rows(whom);
                // The directory goes on, if it was on, with a whole reading: changes would be changes of what is not there.
                db().run("UPDATE directories SET resume=NULL, expires=NULL WHERE school=?", {cell(school)});
                reseal(*file_, school);
                duties.write_down();
                change.raise(school);
                change.commit();
            }
            for (const Row& row : db().rows("SELECT year FROM terms WHERE school=?", {cell(school)}))
                destroy_older_keys(*file_, school, {std::chrono::year{static_cast<int>(row.number(0))}});
            empty_log(db(), file_->log, "people.db");
            std::vector<Counted> counted;
            for (const auto& [kind, rows] : gone) counted.push_back({kind, rows});
            return counted;
        });
    }

    std::expected<std::vector<KeptOut>, Error> kept_out(SchoolId school) override {
        return answer(*file_, "list who is kept out", [&] {
            std::vector<KeptOut> all;
            for (const Row& row : db().rows("SELECT who, side, since, expires FROM kept_out WHERE school=? AND side<>? AND expires>?"
                                            " ORDER BY since, who",
                                            {cell(school), static_cast<std::int64_t>(Side::account), cell(file_->now())})) {
                const bool pupil = row.number(1) == static_cast<std::int64_t>(Side::pupil);
                all.push_back({pupil ? Person{row.id<PupilId>(0)} : Person{row.id<StaffId>(0)}, row.instant(2), row.instant(3)});
            }
            return all;
        });
    }

    std::expected<void, Error> let_back(SchoolId school, Person person) override {
        return answer(*file_, "let somebody come back", [&] {
            Transaction change{db(), Access::write};
            const auto id = std::visit([](const auto& one) { return cell(one); }, person);
            const auto found = db().rows("SELECT since FROM kept_out WHERE school=? AND who=? AND side<>?",
                                         {cell(school), id, static_cast<std::int64_t>(Side::account)});
            if (found.empty()) fail(Remedy::not_found, "person");
            // Their account was kept out in the same transaction.
            db().run("DELETE FROM kept_out WHERE school=? AND (who=? OR (side=? AND since=?))",
                     {cell(school), id, static_cast<std::int64_t>(Side::account), cell(found[0].instant(0))});
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }

    void keep_away(const Known& whom, Instant now, school::SchoolYear year) {
        const Instant until = school::ends(year);
        keep_out(*file_, whom.school, whom.is_pupil ? Side::pupil : Side::staff, whom.id, now, until);
        if (whom.lookup) keep_out(*file_, whom.school, Side::account, *whom.lookup, now, until);
    }

    std::map<Kind, std::uint64_t> erase_rows(const Known& whom) {
        std::map<Kind, std::uint64_t> gone;
        const auto tables = people_tables();
        std::vector<std::pair<std::string, Theirs>> all;
        for (const auto& table : tables) {
            auto rows = theirs(db(), whom, table);
            if (!rows || stays(table)) continue;
            const auto found = db().rows(fmt::format("SELECT count(*) FROM {} WHERE {}", table, rows->where), std::span<const Value>{rows->values});
            if (found[0].number(0) > 0) gone[kind_of(table)] += static_cast<std::uint64_t>(found[0].number(0));
            all.emplace_back(table, std::move(*rows));
        }
        for (const auto& [table, rows] : all)
            db().run(fmt::format("DELETE FROM {} WHERE {}", table, rows.where), std::span<const Value>{rows.values});
        return gone;
    }

    /// Their line in imports that wait.
    void add_waiting(const Known& whom, Instant now, std::vector<About>& cells) {
        const auto fields = retention::catalogue();
        const auto field = std::ranges::find_if(
            fields, [](const auto& one) { return one.table == "people.held" && one.column == "content"; });
        std::uint64_t row{};
        for (const auto& one : held(*file_, whom.school, now)) {
            const auto content = held_content(*file_, one);
            for (const auto* persons : {&content.pupils, &content.staff})
                for (const auto& person : *persons)
                    if (person.id == whom.id)
                        cells.push_back({&*field, row++, Personal<std::string>{fmt::format("{}, {}", person.name, person.user)}});
        }
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Persons> make_persons(SharedPeople file) {
    return std::make_unique<SqlitePersons>(std::move(file));
}

}  // namespace monitor::store
