// store: what is kept of one person, and how is it gone? Rows first, then the keys that opened them, then the log behind them.

#include "monitor/store/persons.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "connected.hpp"
#include "deeds.hpp"
#include "held.hpp"
#include "kept_out.hpp"
#include "parts.hpp"
#include "person_rows.hpp"
#include "reseal.hpp"
#include "told_duties.hpp"

namespace monitor::store {
namespace {

using retention::Kind;

class SqlitePersons final : public Persons {
public:
    explicit SqlitePersons(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::vector<About>, Error> about(SchoolId school, Person person) override {
        return answer(*file_, school, "read what is kept of somebody", [&] {
            const Transaction one_moment{db(), Access::read};
            const Instant now = file_->now();
            const auto whom = known(*file_, school, person, now);
            auto cells = cells_about(*file_, whom);
            add_waiting(whom, now, cells);
            return cells;
        });
    }

    std::expected<std::vector<Counted>, Error> erase(SchoolId school, Person person, Return back) override {
        return answer(*file_, school, "erase somebody", [&] {
            std::map<Kind, std::uint64_t> gone;
            {
                Change change{*file_};
                const Instant now = file_->now();
                const auto whom = known(*file_, school, person, now);
                ToldDuties duties{*file_, school};
                const auto named = forget_in_held(*file_, school, whom.id, now);
                gone = erase_rows(db(), whom);
                switch (back) {
                    case Return::kept_out:
                        keep_away(whom, now, std::max(file_->year_of(school, now), named.value_or(school::SchoolYear{})));
                        break;
                    case Return::with_next_import: note(*file_, {Deed::person_erased, school, what_of(side_of(whom), whom.id)}); break;
                }
                read_whole_next(*file_, school);
                reseal(*file_, school);
                duties.write_down();
                change.raise(school);
                change.commit();
            }
            destroy_older_keys(*file_, school);
            std::vector<Counted> counted;
            for (const auto& [kind, rows] : gone) counted.push_back({kind, rows});
            return counted;
        });
    }

    std::expected<std::vector<KeptOut>, Error> kept_out(SchoolId school) override {
        return answer(*file_, school, "list who is kept out", [&] {
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
        return answer(*file_, school, "let somebody come back", [&] {
            Transaction change{db(), Access::write};
            const auto id = cell(person);
            const auto found = db().rows("SELECT since FROM kept_out WHERE school=? AND who=? AND side<>?",
                                         {cell(school), id, static_cast<std::int64_t>(Side::account)});
            if (found.empty()) fail(Remedy::not_found, "person");
            // Their account was kept out at the same instant, here and in the ledger: a copy that is put back has it from there.
            const auto both = db().rows("SELECT side, who FROM kept_out WHERE school=? AND (who=? OR (side=? AND since=?))",
                                        {cell(school), id, static_cast<std::int64_t>(Side::account), cell(found[0].instant(0))});
            for (const Row& one : both) {
                db().run("DELETE FROM kept_out WHERE school=? AND who=?", {cell(school), one.cell(1)});
                note(*file_, {Deed::let_back, school, what_of(static_cast<Side>(one.number(0)), one.bytes(1))});
            }
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }

    void keep_away(const Known& whom, Instant now, school::SchoolYear year) {
        const Instant until = school::ends(year);
        const auto keep = [&](Side side, BytesView who) {
            keep_out(*file_, whom.school, side, who, now, until);
            note(*file_, {Deed::kept_out, whom.school, what_of(side, who), until}, now);
        };
        keep(side_of(whom), whom.id);
        if (whom.lookup) keep(Side::account, *whom.lookup);
    }
    static Side side_of(const Known& whom) { return whom.is_pupil ? Side::pupil : Side::staff; }

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
