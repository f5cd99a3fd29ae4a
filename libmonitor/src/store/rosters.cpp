// store: how does a snapshot become rows? Compared person by person, written in one transaction, or not at all.

#include "monitor/store/rosters.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "layout_text.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

// A pupil or a member of staff, as rows know them; what a pupil has not stays at its zero.
struct Person {
    std::string name, user;
    Value account{};
    std::int64_t employment{};
    std::set<Bytes> groups{};
    friend bool operator==(const Person&, const Person&) = default;
};
using Persons = std::map<Bytes, Person>;  // by id
struct Before {
    Persons persons;
    std::map<Bytes, Instant> expires;
};

// Both tables of persons are handled by the same lines; only these words differ.
struct Table {
    const char *kind, *name, *groups, *person, *name_place, *user_place;
};
constexpr Table pupils{"pupil", "pupils", "pupil_groups", "pupil", "people.pupils.name", "people.pupils.user"};
constexpr Table staff{"staff", "staff", "staff_groups", "staff", "people.staff.name", "people.staff.user"};

template <class SomeId>
Bytes raw(const SomeId& id) {
    return {id.bytes().begin(), id.bytes().end()};
}

class Apply {
public:
    Apply(PeopleFile& file, const roster::Snapshot& snapshot, SchoolId school, Instant now)
        : file_{file},
          snapshot_{snapshot},
          school_{school},
          now_{now},
          lookup_{made(file.keys, lookup_key(school))},
          account_{file.instance("account")},
          seal_{file.seal_of(school)} {}

    Applied run() {
        write_school();
        file_.note_term(school_, snapshot_.year);
        write_sites();
        write_groups();
        write_persons(pupils, wanted_pupils());
        write_persons(staff, wanted_staff());
        forget_places();
        end_sessions();
        keep_fixed_users();
        applied_.school = school_;
        applied_.fate = Fate::applied;
        return applied_;
    }

private:
    Database& db() { return file_.database; }
    [[nodiscard]] Value school() const { return cell(school_); }

    void write_school() {
        db().run(
            "INSERT INTO schools(id, brin, name, year, directory_read) VALUES(?, ?, ?, ?, ?)"
            " ON CONFLICT(id) DO UPDATE SET name=excluded.name, year=excluded.year, directory_read=excluded.directory_read",
            {school(), snapshot_.brin, snapshot_.school_name, std::int64_t{static_cast<int>(snapshot_.year.begins)}, cell(now_)});
    }

    void write_sites() {
        for (const auto& line : snapshot_.sites) {
            const auto id = id_for<SiteId>(lookup_, "site", line.key);
            sites_.insert(raw(id));
            db().run(
                "INSERT INTO sites(school, id, name, networks, hours) VALUES(?, ?, ?, ?, ?) ON CONFLICT(school, id)"
                " DO UPDATE SET name=excluded.name, networks=excluded.networks, hours=excluded.hours",
                {school(), cell(id), line.name, text(line.networks), text(line.hours)});
        }
    }

    void write_groups() {
        for (const auto& line : snapshot_.groups) {
            const auto id = id_for<GroupId>(lookup_, "group", line.key);
            groups_.emplace(line.key, raw(id));
            db().run(
                "INSERT INTO groups(school, id, site, name) VALUES(?, ?, ?, ?) ON CONFLICT(school, id)"
                " DO UPDATE SET site=excluded.site, name=excluded.name",
                {school(), cell(id), cell(id_for<SiteId>(lookup_, "site", line.site)), line.name});
        }
    }

    [[nodiscard]] std::set<Bytes> groups_of(const std::vector<std::string>& keys) const {
        std::set<Bytes> ids;
        for (const auto& key : keys) {
            if (const auto at = groups_.find(key); at != groups_.end()) ids.insert(at->second);
        }
        return ids;
    }

    Persons wanted_pupils() {
        Persons wanted;
        for (const auto& line : snapshot_.pupils) {
            const auto& name = line.name.reveal(Purpose::seal_for_storage);
            if (name.empty()) continue;  // roster::check said so
            const auto id = id_for<PupilId>(lookup_, pupils.kind, line.key.reveal(Purpose::match_account));
            wanted.emplace(raw(id), Person{name, line.user.reveal(Purpose::seal_for_storage), {}, 0, groups_of(line.groups)});
        }
        return wanted;
    }

    Persons wanted_staff() {
        Persons wanted;
        for (const auto& line : snapshot_.staff) {
            const auto& name = line.name.reveal(Purpose::seal_for_storage);
            if (name.empty()) continue;
            const auto id = id_for<StaffId>(lookup_, staff.kind, line.key.reveal(Purpose::match_account));
            Value account;
            if (line.account) {
                account = cell(lookup(
                    account_, {as_bytes(line.account->tenant), as_bytes(line.account->object.reveal(Purpose::match_account))}));
            }
            wanted.emplace(raw(id), Person{name, line.user.reveal(Purpose::seal_for_storage), std::move(account),
                                           static_cast<std::int64_t>(line.employment), groups_of(line.groups)});
        }
        return wanted;
    }

    // What is past its deadline is nobody any more, and its key may be gone.
    Before held(const Table& table) {
        Before held;
        const bool employed = table.person == staff.person;
        for (const Row& row : db().rows(fmt::format("SELECT id, name, user, expires{} FROM {} WHERE school=? AND expires>?",
                                                    employed ? ", account_lookup, employment" : "", table.name),
                                        {school(), cell(now_)})) {
            const Bytes& id = row.bytes(0);
            const auto year = year_until(row.instant(3));
            Person person{seal_.opened(table.name_place, id, row.bytes(1), year),
                          seal_.opened(table.user_place, id, row.bytes(2), year)};
            if (employed) {
                if (!row.empty(4)) person.account = row.bytes(4);
                person.employment = row.number(5);
            }
            held.expires.emplace(id, row.instant(3));
            held.persons.emplace(id, std::move(person));
        }
        for (const Row& row :
             db().rows(fmt::format("SELECT {}, grp FROM {} WHERE school=?", table.person, table.groups), {school()})) {
            if (const auto at = held.persons.find(row.bytes(0)); at != held.persons.end()) at->second.groups.insert(row.bytes(1));
        }
        return held;
    }

    void write_persons(const Table& table, const Persons& wanted) {
        const Before before = held(table);
        roster::Tally& tally = table.person == staff.person ? applied_.staff : applied_.pupils;
        const Instant expires = school::ends(snapshot_.year);
        for (const auto& [id, person] : wanted) {
            const auto at = before.persons.find(id);
            const bool same = at != before.persons.end() && at->second == person;
            if (at == before.persons.end()) {
                ++tally.added;
            } else {
                ++(same ? tally.unchanged : tally.changed);
            }
            if (!same || before.expires.at(id) != expires) write(table, id, person, expires);
        }
        // Also rows past their deadline that no sweep has met yet.
        for (const Row& row : db().rows(fmt::format("SELECT id FROM {} WHERE school=?", table.name), {school()})) {
            if (wanted.contains(row.bytes(0))) continue;
            if (before.persons.contains(row.bytes(0))) ++tally.removed;
            db().run(fmt::format("DELETE FROM {} WHERE school=? AND id=?", table.name), {school(), row.bytes(0)});
        }
    }

    void write(const Table& table, const Bytes& id, const Person& person, Instant expires) {
        const auto name = seal_.closed(table.name_place, id, person.name, snapshot_.year);
        const auto user = seal_.closed(table.user_place, id, person.user, snapshot_.year);
        if (table.person == staff.person) {
            db().run(
                "INSERT INTO staff(school, id, name, user, expires, account_lookup, employment) VALUES(?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT(school, id) DO UPDATE SET name=excluded.name, user=excluded.user, expires=excluded.expires,"
                " account_lookup=excluded.account_lookup, employment=excluded.employment",
                {school(), id, name, user, cell(expires), person.account, person.employment});
        } else {
            db().run(
                "INSERT INTO pupils(school, id, name, user, expires) VALUES(?, ?, ?, ?, ?)"
                " ON CONFLICT(school, id) DO UPDATE SET name=excluded.name, user=excluded.user, expires=excluded.expires",
                {school(), id, name, user, cell(expires)});
        }
        db().run(fmt::format("DELETE FROM {} WHERE school=? AND {}=?", table.groups, table.person), {school(), id});
        for (const Bytes& group : person.groups) {
            db().run(fmt::format("INSERT INTO {}(school, {}, grp) VALUES(?, ?, ?)", table.groups, table.person),
                     {school(), id, group});
        }
    }

    void forget_places() {
        std::set<Bytes> groups;
        for (const auto& [key, id] : groups_) groups.insert(id);
        for (const auto& [table, wanted] : {std::pair{"groups", &groups}, std::pair{"sites", &sites_}}) {
            for (const Row& row : db().rows(fmt::format("SELECT id FROM {} WHERE school=?", table), {school()})) {
                if (wanted->contains(row.bytes(0))) continue;
                db().run(fmt::format("DELETE FROM {} WHERE school=? AND id=?", table), {school(), row.bytes(0)});
            }
        }
    }

    void end_sessions() {
        db().run("DELETE FROM sessions WHERE school=? AND staff IN (SELECT id FROM staff WHERE school=? AND employment=?)",
                 {school(), school(), std::int64_t{static_cast<int>(school::Employment::ended)}});
    }

    // A device of one person goes into the new year with that person; the others end with the old one.
    void keep_fixed_users() {
        const Instant expires = school::ends(snapshot_.year);
        std::set<std::string_view> users;
        for (const auto& line : snapshot_.pupils) users.insert(line.user.reveal(Purpose::match_account));
        for (const auto& line : snapshot_.staff) users.insert(line.user.reveal(Purpose::match_account));
        for (const Row& row :
             db().rows("SELECT id, fixed_user, fixed_user_expires FROM devices WHERE school=? AND fixed_user_expires>?"
                       " AND fixed_user_expires<>?",
                       {school(), cell(now_), cell(expires)})) {
            constexpr auto column = "people.devices.fixed_user";
            const Bytes& id = row.bytes(0);
            const auto user = seal_.opened(column, id, row.bytes(1), year_until(row.instant(2)));
            if (!users.contains(user)) continue;
            db().run("UPDATE devices SET fixed_user=?, fixed_user_expires=? WHERE id=?",
                     {seal_.closed(column, id, user, snapshot_.year), cell(expires), id});
        }
    }

    PeopleFile& file_;
    const roster::Snapshot& snapshot_;
    SchoolId school_;
    Instant now_;
    seal::Secret lookup_, account_;
    PeopleSeal seal_;
    std::set<Bytes> sites_;
    std::map<std::string, Bytes> groups_;
    Applied applied_;
};

// A snapshot for a year that is over, or that is far ahead, would be gone at once, or far too late.
void refuse(const roster::Snapshot& snapshot, Instant now) {
    for (const auto& finding : roster::check(snapshot)) {
        if (finding.severity == roster::Severity::fatal) fail(Remedy::correct_input, finding.place + ": " + finding.message);
    }
    const auto running = school::school_year(now);
    const school::SchoolYear next{running.begins + std::chrono::years{1}};
    if (snapshot.year != running && snapshot.year != next) {
        fail(Remedy::correct_input, fmt::format("year: {} is neither this school year nor the next", snapshot.year.text()));
    }
}

class SqliteRosters final : public Rosters {
public:
    explicit SqliteRosters(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Applied, Error> preview(const roster::Snapshot& snapshot) override {
        return answer(*file_, "preview a roster", [&] {
            const Instant now = file_->now();
            refuse(snapshot, now);
            const Transaction never_kept{file_->database, Access::write};
            return Apply{*file_, snapshot, id_of(snapshot), now}.run();
        });
    }

    std::expected<Applied, Error> apply(const roster::Snapshot& snapshot, Consent) override {
        return answer(*file_, "apply a roster", [&] {
            const Instant now = file_->now();
            refuse(snapshot, now);
            Change change{*file_};
            const auto applied = Apply{*file_, snapshot, id_of(snapshot), now}.run();
            change.raise(applied.school);
            change.commit();
            return applied;
        });
    }

    std::expected<std::vector<Held>, Error> held(SchoolId) override { return std::vector<Held>{}; }
    std::expected<Applied, Error> confirm(SchoolId, HeldId) override {
        return std::unexpected{Error{Remedy::not_found, "confirm an import", 0, "import"}};
    }
    std::expected<void, Error> discard(SchoolId, HeldId) override {
        return std::unexpected{Error{Remedy::not_found, "discard an import", 0, "import"}};
    }

private:
    SchoolId id_of(const roster::Snapshot& snapshot) {
        return id_for<SchoolId>(file_->instance("school"), "school", snapshot.brin);
    }
    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Rosters> make_rosters(SharedPeople file) {
    return std::make_unique<SqliteRosters>(std::move(file));
}

}  // namespace monitor::store
