// store: how does a round of a directory become rows?

#include "account_rows.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "batch.hpp"
#include "kept_out.hpp"
#include "links.hpp"

namespace monitor::store {
namespace {

constexpr std::size_t longest = 256;
constexpr const char* column = "people.accounts.user";

using Duties = std::vector<std::int64_t>;  // in order

struct Known {
    std::string user;
    std::int64_t enabled{}, role{};
    Instant expires{};
    Duties duties{};
};

Duties duties_of(const roster::Account& account) {
    Duties duties;
    for (const auto duty : account.duties) duties.push_back(static_cast<std::int64_t>(duty));
    std::ranges::sort(duties);
    duties.erase(std::ranges::unique(duties).begin(), duties.end());
    return duties;
}

RowId id_of(const SchoolKeys& keys, std::string_view tenant, const Personal<std::string>& object) {
    const auto hash =
        lookup(keys.lookup, {as_bytes("account"), as_bytes(tenant), as_bytes(object.reveal(Purpose::match_account))});
    RowId id;
    std::copy_n(hash.begin(), id.size(), id.begin());
    return id;
}

class Writing {
public:
    Writing(PeopleFile& file, SchoolId school, const Round& round, Past past, Instant now)
        : file_{file},
          school_{school},
          round_{round},
          past_{past},
          now_{now},
          year_{file.year_of(school, now)},
          keys_{school_keys(file.keys, school)},
          seal_{file.seal_of(school)} {
        const bool some_stay_out = any_kept_out(file.database, school, now);
        // A round may name an account again: the last word counts.
        for (std::size_t at = 0; at < round.accounts.size(); ++at) {
            sound(round.accounts[at], at);
            if (some_stay_out && stays_out(round.accounts[at])) continue;
            wanted_.insert_or_assign(id_of(keys_, round.tenant, round.accounts[at].object), &round.accounts[at]);
        }
    }

    AccountsWritten run() {
        forget_expired();
        file_.note_term(school_, year_);
        for (const auto& object : round_.removed) remove(id_of(keys_, round_.tenant, object));
        const auto before = round_.extent == Extent::everything ? all() : named();
        if (round_.extent == Extent::everything) {
            for (const auto& [id, known] : before)
                if (!wanted_.contains(id)) remove(id);
        }
        write(before);
        write_duties(before);
        write_keys();
        return written_;
    }

private:
    Database& db() { return file_.database; }

    // Of changes only those they name: the others are as little seen, and the sweep takes them.
    void forget_expired() {
        if (round_.extent == Extent::everything)
            db().run("DELETE FROM accounts WHERE school=? AND expires<=?", {cell(school_), cell(now_)});
        if (round_.extent == Extent::everything) return;
        for (const auto& [id, account] : wanted_)
            db().run("DELETE FROM accounts WHERE school=? AND id=? AND expires<=?", {cell(school_), cell(id), cell(now_)});
    }

    /// Somebody was erased and stays away; and their account as long as the directory still has it.
    bool stays_out(const roster::Account& account) {
        const auto lookup = account_lookup(keys_, round_.tenant, account.object);
        if (!is_kept_out(db(), school_, lookup, now_)) return false;
        keep_out(file_, school_, Side::account, lookup, now_, school::ends(year_));
        return true;
    }

    void sound(const roster::Account& account, std::size_t at) const {
        const auto fit = [&](const char* field, const std::string& text) {
            if (text.empty() || text.size() > longest)
                fail(Remedy::correct_input, fmt::format("accounts[{}].{}: empty, or longer than {} bytes", at, field, longest));
        };
        fit("object", account.object.reveal(Purpose::match_account));
        fit("user", account.user.reveal(Purpose::match_account));
        if (!account.tenant.empty() && account.tenant != round_.tenant)
            fail(Remedy::correct_input, fmt::format("accounts[{}].tenant: another than the round's", at));
    }

    void read(std::map<RowId, Known>& into, const std::vector<Row>& rows) {
        for (const Row& row : rows) {
            const auto id = row.id<AccountId>(0).bytes();
            into.emplace(id, Known{seal_.opened(column, id, row.bytes(1), year_until(row.instant(4))), row.number(2),
                                   row.number(3), row.instant(4)});
        }
    }
    std::map<RowId, Known> all() {
        std::map<RowId, Known> known;
        for (Bytes after = before_all();;) {
            const auto rows = db().rows(
                "SELECT id, \"user\", enabled, role, expires FROM accounts WHERE school=? AND id>?"
                " ORDER BY id LIMIT 2000",
                {cell(school_), after});
            if (rows.empty()) break;
            read(known, rows);
            after = rows.back().bytes(0);
        }
        for (const Row& row :
             db().rows("SELECT account, duty FROM account_duties WHERE school=? ORDER BY account, duty", {cell(school_)})) {
            known.at(row.id<AccountId>(0).bytes()).duties.push_back(row.number(1));
        }
        return known;
    }
    std::map<RowId, Known> named() {
        std::map<RowId, Known> known;
        for (const auto& [id, account] : wanted_) {
            read(known, db().rows("SELECT id, \"user\", enabled, role, expires FROM accounts WHERE school=? AND id=?",
                                  {cell(school_), cell(id)}));
            for (const Row& row : db().rows("SELECT duty FROM account_duties WHERE school=? AND account=? ORDER BY duty",
                                            {cell(school_), cell(id)})) {
                known.at(id).duties.push_back(row.number(0));
            }
        }
        return known;
    }

    void remove(const RowId& id) {
        keep_spent(file_, school_, "id=?", {cell(id)}, now_);
        if (db().run("DELETE FROM accounts WHERE school=? AND id=?", {cell(school_), cell(id)}) == 0) return;
        ++written_.removed;
        forget_keys(id);
    }

    void forget_keys(const RowId& id) {
        for (const Row& row :
             db().rows("DELETE FROM link_keys WHERE school=? AND side=3 AND owner=? RETURNING rule, hash, shared",
                       {cell(school_), cell(id)}))
            written_.touched.try_emplace(kept_key(row, 0).key, 0);
    }

    void write(const std::map<RowId, Known>& before) {
        const Instant expires = school::ends(year_);
        Batch batch{db(), "INSERT INTO accounts(school, id, lookup, \"user\", enabled, role, spent, expires) VALUES", 8,
                    "ON CONFLICT(school, id) DO UPDATE SET \"user\"=excluded.user, enabled=excluded.enabled, role=excluded.role,"
                    " expires=excluded.expires"};
        for (const auto& [id, account] : wanted_) {
            const auto& user = account->user.reveal(Purpose::seal_for_storage);
            const auto enabled = static_cast<std::int64_t>(account->enabled), role = static_cast<std::int64_t>(account->role);
            const auto at = before.find(id);
            const bool same = at != before.end() && at->second.user == user && at->second.enabled == enabled &&
                              at->second.role == role && at->second.duties == duties_of(*account);
            ++(at == before.end() ? written_.added : same ? written_.unchanged : written_.changed);
            if (same && at->second.expires == expires) continue;
            batch.add({cell(school_), cell(id), cell(account_lookup(keys_, round_.tenant, account->object)),
                       seal_.closed(column, id, user, year_), enabled, role, std::int64_t{past_ == Past::unknown ? 1 : 0},
                       cell(expires)});
        }
        batch.done();
    }

    void write_duties(const std::map<RowId, Known>& before) {
        for (const auto& [id, account] : wanted_) {
            const auto duties = duties_of(*account);
            const auto at = before.find(id);
            if (at == before.end() ? duties.empty() : at->second.duties == duties) continue;
            db().run("DELETE FROM account_duties WHERE school=? AND account=?", {cell(school_), cell(id)});
            for (const auto duty : duties)
                db().run("INSERT INTO account_duties(school, account, duty) VALUES(?, ?, ?)", {cell(school_), cell(id), duty});
        }
    }

    // A pupil's number may be a colleague's as well: what is shared is shared among those of one role.
    void write_keys() {
        const auto linked = linked_accounts();
        std::array<Shared, 3> shared;
        for (const auto& [id, account] : wanted_) {
            const auto clues = roster::clues(*account, round_.rules);
            if (account->role != roster::Role::staff) shared[static_cast<std::size_t>(roster::Role::pupil)].add(clues);
            if (account->role != roster::Role::pupil) shared[static_cast<std::size_t>(roster::Role::staff)].add(clues);
            shared[0].add(clues);
        }
        for (auto& one : shared) one.sort();
        if (round_.extent == Extent::everything) {
            db().run("DELETE FROM link_keys WHERE school=? AND side=3", {cell(school_)});
        } else {
            for (const auto& [id, account] : wanted_) forget_keys(id);
        }
        KeysWriter writer{file_, school_, Side::account, now_};
        for (const auto& [id, account] : wanted_) {
            if (std::ranges::binary_search(linked, id)) continue;
            const auto clues = roster::clues(*account, round_.rules);
            const auto hashes = link_keys(keys_, clues, round_.rules);
            std::vector<KeptKey> keys;
            for (std::size_t at = 0; at < hashes.size(); ++at)
                keys.push_back({hashes[at], shared[static_cast<std::size_t>(account->role)].whose(clues[at])});
            writer.add(id, keys);
            if (round_.extent == Extent::changes)
                for (const auto& one : keys) ++written_.touched[one.key];
        }
        writer.done();
        settle();
    }
    std::vector<RowId> linked_accounts() {
        std::vector<RowId> linked;
        for (const char* table : {"pupils", "staff"}) {
            const auto some = fmt::format(
                "SELECT a.id FROM accounts a JOIN {} p ON p.school=a.school AND p.account_lookup=a.lookup"
                " WHERE a.school=?",
                table);
            const auto add = [&](const std::vector<Row>& rows) {
                for (const Row& row : rows) linked.push_back(row.id<AccountId>(0).bytes());
            };
            if (round_.extent == Extent::everything) add(db().rows(some, {cell(school_)}));
            if (round_.extent == Extent::everything) continue;
            for (const auto& [id, account] : wanted_) add(db().rows(some + " AND a.id=?", {cell(school_), cell(id)}));
        }
        std::ranges::sort(linked);
        return linked;
    }
    // Whose account has come back needs no keys any more.
    void settle() {
        if (round_.extent == Extent::everything) return;
        for (const auto& [id, account] : wanted_) settle_account(file_, school_, id, written_.touched);
    }

    PeopleFile& file_;
    SchoolId school_;
    const Round& round_;
    Past past_;
    Instant now_;
    school::SchoolYear year_;
    SchoolKeys keys_;
    PeopleSeal seal_;
    std::map<RowId, const roster::Account*> wanted_;
    AccountsWritten written_;
};

}  // namespace

AccountsWritten write_accounts(PeopleFile& file, SchoolId school, const Round& round, Past past, Instant now) {
    return Writing{file, school, round, past, now}.run();
}

void keep_spent(PeopleFile& file, SchoolId school, const std::string& which, std::initializer_list<Value> values, Instant now) {
    std::vector<Value> all{cell(school::ends(school::school_year(now))), cell(school)};
    all.insert(all.end(), values);
    file.database.run(
        "INSERT INTO spent_accounts(lookup, school, expires) SELECT lookup, school, ? FROM accounts WHERE school=?"
        " AND spent=1 AND " +
            which + " ON CONFLICT(lookup, school) DO UPDATE SET expires=excluded.expires",
        std::span<const Value>{all});
}

void switch_off_named(PeopleFile& file, SchoolId school, const Round& round) {
    const auto keys = school_keys(file.keys, school);
    constexpr auto off = roster::Enabled::no;
    for (const auto& account : round.accounts) {
        if (account.enabled != off) continue;
        file.database.run("UPDATE accounts SET enabled=? WHERE school=? AND id=?",
                          {static_cast<std::int64_t>(off), cell(school), cell(id_of(keys, round.tenant, account.object))});
    }
}

void renew_accounts(PeopleFile& file, SchoolId school, school::SchoolYear year, Instant alive) {
    PeopleSeal seal = file.seal_of(school);
    const Instant expires = school::ends(year);
    for (const Row& row :
         file.database.rows("SELECT id, \"user\", expires FROM accounts WHERE school=?1 AND expires>?2 AND expires<?3 AND"
                            " (EXISTS(SELECT 1 FROM pupils p WHERE p.school=?1 AND p.account_lookup=accounts.lookup) OR"
                            " EXISTS(SELECT 1 FROM staff s WHERE s.school=?1 AND s.account_lookup=accounts.lookup))",
                            {cell(school), cell(alive), cell(expires)})) {
        const Bytes& id = row.bytes(0);
        const auto user = seal.opened(column, id, row.bytes(1), year_until(row.instant(2)));
        file.database.run("UPDATE accounts SET \"user\"=?, expires=? WHERE school=? AND id=?",
                          {seal.closed(column, id, user, year), cell(expires), cell(school), row.bytes(0)});
    }
}

}  // namespace monitor::store
