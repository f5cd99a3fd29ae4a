// store: what did a school set itself, and what is it connected to?

#include "monitor/store/schools.hpp"

#include <algorithm>

#include "connected.hpp"
#include "deeds.hpp"
#include "ended.hpp"
#include "layout_text.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

constexpr std::size_t longest = 256;

std::int64_t number(Connected kind) {
    return static_cast<std::int64_t>(kind);
}

void fit(const std::string& text, const char* place) {
    if (text.empty() || text.size() > longest)
        fail(Remedy::correct_input, std::string{place} + ": empty, or longer than 256 bytes");
}

void sound(const std::string& brin) {
    const auto digit = [](char sign) { return sign >= '0' && sign <= '9'; };
    const auto capital = [](char sign) { return sign >= 'A' && sign <= 'Z'; };
    if (brin.size() != 4 || !digit(brin[0]) || !digit(brin[1]) || !capital(brin[2]) || !capital(brin[3])) {
        fail(Remedy::correct_input, "brin: two digits and two capitals, as 12AB");
    }
}

void sound(const school::Hours& hours) {
    using std::chrono::minutes;
    for (const auto& day : hours.week) {
        for (const auto& window : day) {
            if (window.from < minutes{0} || window.until > minutes{24 * 60} || window.from >= window.until)
                fail(Remedy::correct_input, "hours: a window begins before it ends, within one day");
        }
    }
    for (const auto& holiday : hours.holidays) {
        if (!holiday.first.ok() || !holiday.last.ok() || holiday.last < holiday.first)
            fail(Remedy::correct_input, "holidays: a holiday has a first and a last day, in that order");
    }
}

Connection connection(const Row& row) {
    Connection connection{.kind = static_cast<Connected>(row.number(0)), .state = row.number(1) == 1 ? Switch::on : Switch::off};
    if (!row.empty(2)) {
        connection.last = Run{.at = row.instant(2),
                              .problem = static_cast<std::uint16_t>(row.number(3)),
                              .findings = static_cast<std::uint64_t>(row.number(4)),
                              .persons = static_cast<std::uint64_t>(row.number(5))};
    }
    if (!row.empty(6)) connection.last_good = row.instant(6);
    return connection;
}

class SqliteSchools final : public Schools {
public:
    explicit SqliteSchools(SharedPeople file) : file_{std::move(file)} {}

    std::expected<SchoolId, Error> keep(const school::School& wanted, const std::string& first_site) override {
        return answer(*file_, Reach::across(), "keep a school", [&] {
            sound(wanted.brin);
            fit(wanted.name, "name");
            Change change{*file_};
            const auto id = id_for<SchoolId>(file_->instance("school"), "school", wanted.brin);
            hold_to_open(*file_, id);
            const auto year = school::school_year(file_->now());
            if (wanted.board && !wanted.board->name.empty()) fit(wanted.board->name, "board");
            db().run(
                "INSERT INTO schools(id, brin, name, year) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name=excluded.name",
                {cell(id), wanted.brin, wanted.name, std::int64_t{static_cast<int>(year.begins)}});
            if (wanted.board) keep_board(id, wanted.board->name);
            if (db().number("SELECT count(*) FROM sites WHERE school=?", {cell(id)}) == 0) {
                fit(first_site, "first_site");
                db().run("INSERT INTO sites(school, id, name, networks, hours) VALUES(?, ?, ?, '', '')",
                         {cell(id), cell(draw<SiteId>(file_->random)), first_site});
            }
            change.raise(id);
            change.commit();
            return id;
        });
    }

    std::expected<void, Error> set(SchoolId school, const school::Site& site) override {
        return answer(*file_, school, "set a site", [&] {
            fit(site.name, "name");
            sound(site.hours);
            if (!std::ranges::all_of(site.networks, &school::Network::is_one_place))
                fail(Remedy::correct_input, "networks: wider than one place");
            Change change{*file_};
            if (db().run("UPDATE sites SET name=?, networks=?, hours=? WHERE school=? AND id=?",
                         {site.name, text(site.networks), text(site.hours), cell(school), cell(site.id)}) == 0) {
                fail(Remedy::not_found, "site");
            }
            change.raise(school);
            change.commit();
        });
    }

    std::expected<std::vector<Connection>, Error> connections(SchoolId school) override {
        return answer(*file_, school, "read connections", [&] {
            hold_to_school(*file_, school);
            std::vector<Connection> connections;
            for (const Row& row : db().rows("SELECT kind, state, at, problem, findings, persons, good FROM connections"
                                            " WHERE school=? ORDER BY kind",
                                            {cell(school)})) {
                connections.push_back(connection(row));
            }
            return connections;
        });
    }

    std::expected<void, Error> turn(SchoolId school, Connected kind, Switch state) override {
        return answer(*file_, school, "turn a connection", [&] {
            Change change{*file_};
            hold_to_school(*file_, school);
            store::turn(*file_, school, kind, state);
            note(*file_, {state == Switch::off ? Deed::connection_off : Deed::connection_on, school, {static_cast<std::byte>(kind)}});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> ran(SchoolId school, Connected kind, const Run& run) override {
        return answer(*file_, school, "keep how a run went", [&] {
            Transaction change{db(), Access::write};
            hold_to_school(*file_, school);
            const Value good = run.problem == 0 ? cell(run.at) : Value{};
            db().run(
                "INSERT INTO connections(school, kind, state, at, problem, findings, persons, good) VALUES(?, ?, 1, ?, ?, ?, ?, "
                "?)"
                " ON CONFLICT(school, kind) DO UPDATE SET at=excluded.at, problem=excluded.problem, findings=excluded.findings,"
                " persons=excluded.persons, good=coalesce(excluded.good, connections.good)",
                {cell(school), number(kind), cell(run.at), std::int64_t{run.problem}, static_cast<std::int64_t>(run.findings),
                 static_cast<std::int64_t>(run.persons), good});
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }

    void keep_board(SchoolId school, const std::string& name) {
        if (!name.empty())
            db().run("INSERT INTO boards(id, name) VALUES(?, ?) ON CONFLICT DO NOTHING", {cell(draw<BoardId>(file_->random)), name});
        db().run("UPDATE schools SET board=(SELECT id FROM boards WHERE name=?) WHERE id=?", {name, cell(school)});
        db().run("DELETE FROM boards WHERE id NOT IN (SELECT board FROM schools WHERE board IS NOT NULL)");
    }

    SharedPeople file_;
};

}  // namespace

void turn(PeopleFile& file, SchoolId school, Connected kind, Switch state) {
    file.database.run(
        "INSERT INTO connections(school, kind, state) VALUES(?, ?, ?)"
        " ON CONFLICT(school, kind) DO UPDATE SET state=excluded.state",
        {cell(school), number(kind), static_cast<std::int64_t>(state)});
    // What waits was never taken in: a school that switches off does not want it.
    if (kind == Connected::roster && state == Switch::off) file.database.run("DELETE FROM held WHERE school=?", {cell(school)});
}

void hold_to_switch(PeopleFile& file, SchoolId school, Connected kind) {
    hold_to_open(file, school);
    if (file.database.number("SELECT count(*) FROM connections WHERE school=? AND kind=? AND state=?",
                             {cell(school), number(kind), static_cast<std::int64_t>(Switch::off)}) != 0) {
        fail(Remedy::ask_operator, "connection: switched off by the school");
    }
}

void hold_to_school(PeopleFile& file, SchoolId school) {
    if (file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(school)}) == 0) fail(Remedy::not_found, "school");
}

void hold_to_pupil(PeopleFile& file, SchoolId school, PupilId pupil) {
    if (file.database.number("SELECT count(*) FROM pupils WHERE school=? AND id=? AND expires>?",
                             {cell(school), cell(pupil), cell(file.now())}) == 0)
        fail(Remedy::not_found, "pupil");
}

void read_whole_next(PeopleFile& file, SchoolId school) {
    file.database.run("UPDATE directories SET resume=NULL, expires=NULL WHERE school=?", {cell(school)});
    file.database.run("UPDATE connections SET good=NULL WHERE school=? AND kind=?", {cell(school), number(Connected::roster)});
}

std::expected<std::optional<Connection>, Error> connection(Schools& schools, SchoolId school, Connected kind) {
    const auto all = schools.connections(school);
    if (!all) return std::unexpected{all.error()};
    const auto found = std::ranges::find(*all, kind, &Connection::kind);
    return found == all->end() ? std::nullopt : std::optional{*found};
}

std::unique_ptr<Schools> make_schools(SharedPeople file) {
    return std::make_unique<SqliteSchools>(std::move(file));
}

}  // namespace monitor::store
