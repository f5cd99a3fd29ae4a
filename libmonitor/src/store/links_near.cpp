// store: who is linked anew because a few accounts changed?
//
// Whether somebody is linked follows from the values they share with accounts, the values of those accounts, and who has these:
// no further (roster/linking). So it is enough to look that far around what changed; everybody else was looked at before, and
// nothing about them is different. A value that more people have than tells anybody apart is not followed. Who has which value is
// looked up for many values at a time, in one walk along the keys of those who have no link.

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "links.hpp"

namespace monitor::store {
namespace {

using roster::LinkKey;
using Who = std::pair<Side, RowId>;

class Near {
public:
    Near(PeopleFile& file, SchoolId school, Instant now)
        : file_{file}, school_{school}, now_{now}, rules_{rules_of(file, school)} {}

    /// One look around; the values that whom it links leave behind.
    Touched link(const Touched& touched) {
        known_.clear();
        having_.clear();
        std::set<LinkKey> keys;
        for (const auto& [key, came] : touched) keys.insert(key);
        look_up(keys);
        std::set<Who> concerned;
        std::set<LinkKey> of_accounts;
        for (const auto& [key, came] : touched) {
            concern(key, concerned);
            for (const auto& account : accounts_of(key, came)) gather(account, of_accounts);
        }
        look_up(of_accounts);
        for (const auto& key : of_accounts) concern(key, concerned);
        return matched(concerned, around(concerned));
    }

private:
    struct Having {
        std::vector<Who> persons{}, accounts{};  // in the order of their ids
    };

    Database& db() { return file_.database; }

    // All on whom it depends what becomes of those.
    std::set<Who> around(const std::set<Who>& concerned) {
        std::set<Who> around = concerned;
        std::set<LinkKey> keys, of_accounts;
        for (const auto& person : concerned) gather(person, keys);
        look_up(keys);
        for (const auto& key : keys) {
            add(persons_of(key), around);
            for (const auto& account : accounts_of(key, 0)) {
                around.insert(account);
                gather(account, of_accounts);
            }
        }
        look_up(of_accounts);
        for (const auto& key : of_accounts) {
            add(persons_of(key), around);
            add(accounts_of(key, 0), around);
        }
        return around;
    }

    static void add(const std::vector<Who>& some, std::set<Who>& into) { into.insert(some.begin(), some.end()); }
    void gather(const Who& who, std::set<LinkKey>& into) {
        const auto& keys = of(who).keys;
        into.insert(keys.begin(), keys.end());
    }
    void concern(const LinkKey& key, std::set<Who>& concerned) {
        const auto& persons = having_.at(key).persons;
        if (persons.size() <= roster::crowd) add(persons, concerned);
    }

    // Of a crowd one more than makes it one.
    std::vector<Who> persons_of(const LinkKey& key) { return first(having_.at(key).persons, 0); }
    // Those that have just come made no crowd of what was none before.
    std::vector<Who> accounts_of(const LinkKey& key, std::size_t came) { return first(having_.at(key).accounts, came); }
    static std::vector<Who> first(const std::vector<Who>& all, std::size_t came) {
        const auto count = std::min(all.size(), roster::crowd + 1 + came);
        return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
    }

    void look_up(const std::set<LinkKey>& keys) {
        const Reaching all_schools{db(), Reach::across()};  // may_be_named
        db().run("CREATE TEMP TABLE IF NOT EXISTS wanted(hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID");
        db().run("DELETE FROM wanted");
        bool any{};
        for (const auto& key : keys) {
            if (!having_.try_emplace(key).second) continue;
            db().run("INSERT INTO wanted VALUES(?) ON CONFLICT DO NOTHING", {cell(key.hash)});
            any = true;
        }
        if (!any) return;
        for (const Row& row : db().rows("SELECT side, owner, rule, hash, shared FROM link_keys WHERE school=? AND side<3 AND expires>?"
                                        " AND coalesce(hash, hash) IN (SELECT hash FROM wanted) ORDER BY side, owner",
                                        {cell(school_), cell(now_)}))
            found(row, &Having::persons);
        for (const Row& row :
             db().rows(fmt::format("SELECT 3, k.owner, k.rule, k.hash, k.shared, {} FROM link_keys k JOIN accounts a"
                                   " ON a.school=k.school AND a.id=k.owner WHERE k.school=?1 AND k.side=3"
                                   " AND k.expires>?2 AND a.expires>?2 AND coalesce(k.hash, k.hash) IN (SELECT hash FROM wanted) "
                                   "ORDER BY k.owner",
                                   may_be_named(2)),
                       {cell(school_), cell(now_)})) {
            const auto rule = static_cast<std::size_t>(row.number(2));
            if (rule < rules_.size() && (rules_[rule].kind != roster::RuleKind::name || row.number(5) != 0))
                found(row, &Having::accounts);
        }
    }
    void found(const Row& row, std::vector<Who> Having::*where) {
        const auto key = kept_key(row, 2).key;
        // The same hash under another rule was not asked for: a hash is of its rule.
        if (const auto at = having_.find(key); at != having_.end())
            (at->second.*where).emplace_back(side_of(row.number(0)), row.id<PupilId>(1).bytes());
    }
    static Side side_of(std::int64_t number) { return number == 1 ? Side::pupil : number == 2 ? Side::staff : Side::account; }

    const roster::Candidate& of(const Who& who) {
        const auto [at, fresh] = known_.try_emplace(who);
        if (!fresh) return at->second;
        auto& known = at->second;
        known.role = who.first == Side::pupil   ? roster::Role::pupil
                     : who.first == Side::staff ? roster::Role::staff
                                                : roster::Role::unknown;
        const bool account = who.first == Side::account;
        if (account) {
            for (const Row& row :
                 db().rows("SELECT role FROM accounts WHERE school=? AND id=?", {cell(school_), cell(who.second)}))
                known.role = static_cast<roster::Role>(row.number(0));
        }
        for (const Row& row :
             db().rows(account ? fmt::format("SELECT k.rule, k.hash, k.shared, {} FROM link_keys k JOIN accounts a"
                                             " ON a.school=k.school AND a.id=k.owner WHERE k.school=?1 AND"
                                             " k.side=?2 AND k.owner=?3 AND k.expires>?4 ORDER BY k.rule, k.hash",
                                             may_be_named(4))
                               : "SELECT rule, hash, shared, 1 FROM link_keys WHERE school=?1 AND side=?2 AND"
                                 " owner=?3 AND expires>?4 ORDER BY rule, hash",
                       {cell(school_), static_cast<std::int64_t>(who.first), cell(who.second), cell(now_)})) {
            const auto key = kept_key(row, 0);
            if (key.key.rule >= rules_.size()) continue;
            if (rules_[key.key.rule].kind == roster::RuleKind::name && row.number(3) == 0) continue;
            known.keys.push_back(key.key);
            if (key.whose == Whose::several) known.shared.push_back(key.key);
        }
        return known;
    }

    Touched matched(const std::set<Who>& concerned, const std::set<Who>& around) {
        std::vector<roster::Candidate> persons, accounts;
        std::vector<Who> person_ids, account_ids;
        for (const auto& who : around) {
            const bool account = who.first == Side::account;
            (account ? accounts : persons).push_back(of(who));
            (account ? account_ids : person_ids).push_back(who);
        }
        Touched left;
        for (const auto& match : roster::match(persons, accounts, rules_).matches) {
            const auto &person = person_ids[match.person], &account = account_ids[match.account];
            if (!concerned.contains(person)) continue;
            db().run(fmt::format("UPDATE {} SET account_lookup=(SELECT lookup FROM accounts WHERE school=?1 AND id=?2)"
                                 " WHERE school=?1 AND id=?3",
                                 person.first == Side::pupil ? "pupils" : "staff"),
                     {cell(school_), cell(account.second), cell(person.second)});
            settle_account(file_, school_, account.second, left);
        }
        return left;
    }

    PeopleFile& file_;
    SchoolId school_;
    Instant now_;
    std::vector<roster::LinkRule> rules_;
    std::map<Who, roster::Candidate> known_;
    std::map<LinkKey, Having> having_;
};

bool somebody_waits(PeopleFile& file, SchoolId school) {
    return file.database.number("SELECT EXISTS(SELECT 1 FROM link_keys WHERE school=? AND side<3)", {cell(school)}) != 0;
}

}  // namespace

LinkCounts link_near(PeopleFile& file, SchoolId school, Touched touched, Instant now) {
    Near near{file, school, now};
    while (!touched.empty() && somebody_waits(file, school)) touched = near.link(touched);
    return count_links(file, school, now);
}

}  // namespace monitor::store
