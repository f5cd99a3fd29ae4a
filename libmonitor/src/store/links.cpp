// store: how are persons and accounts brought together by their keys, and who is left over?

#include "links.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace monitor::store {
namespace {

using roster::Doubt;
using roster::Role;

// Candidates of one side, and who they are.
struct Field {
    std::vector<roster::Candidate> candidates{};
    std::vector<std::pair<Side, RowId>> who{};

    void add(Side side, const RowId& owner, Role role, const KeptKey& key) {
        if (who.empty() || who.back() != std::pair{side, owner}) {
            who.emplace_back(side, owner);
            candidates.push_back({.role = role});
        }
        candidates.back().keys.push_back(key.key);
        if (key.whose == Whose::several) candidates.back().shared.push_back(key.key);
    }
};

class Linking {
public:
    Linking(PeopleFile& file, SchoolId school, Instant now)
        : file_{file}, school_{school}, now_{now}, rules_{rules_of(file, school)} {
        read_accounts();
        if (accounts_.who.empty()) return;
        read_persons();
        matching_ = roster::match(persons_.candidates, accounts_.candidates, rules_);
    }

    // Whether there were any.
    bool store_links() {
        if (matching_.matches.empty()) return false;
        db().run(
            "CREATE TEMP TABLE IF NOT EXISTS matched(side INTEGER NOT NULL, person BLOB NOT NULL, account BLOB NOT NULL,"
            " PRIMARY KEY(side, person)) STRICT, WITHOUT ROWID");
        db().run("DELETE FROM matched");
        Batch matched{db(), "INSERT INTO matched(side, person, account) VALUES", 3};
        for (const auto& match : matching_.matches) {
            const auto& [side, person] = persons_.who[match.person];
            matched.add({static_cast<std::int64_t>(side), cell(person), cell(accounts_.who[match.account].second)});
        }
        matched.done();
        for (const auto& [side, table] : {std::pair{Side::pupil, "pupils"}, std::pair{Side::staff, "staff"}}) {
            db().run(fmt::format("UPDATE {0} SET account_lookup=(SELECT a.lookup FROM matched m JOIN accounts a"
                                 " ON a.school={0}.school AND a.id=m.account WHERE m.side=?1 AND m.person={0}.id)"
                                 " WHERE school=?2 AND id IN (SELECT person FROM matched WHERE side=?1)",
                                 table),
                     {static_cast<std::int64_t>(side), cell(school_)});
        }
        db().run("DELETE FROM matched");
        return true;
    }

    std::vector<OpenLink> open() {
        const bool read = db().number("SELECT count(*) FROM directories WHERE school=?", {cell(school_)}) != 0;
        std::map<std::pair<Side, RowId>, const roster::Doubtful*> doubts;
        for (const auto& doubt : matching_.doubts) doubts.emplace(persons_.who[doubt.person], &doubt);
        PeopleSeal seal = file_.seal_of(school_);
        std::vector<OpenLink> open;
        for (const auto side : {Side::pupil, Side::staff}) {
            const bool pupil = side == Side::pupil;
            if (pupil && !read) continue;
            for (const Row& row : without_account(side, read ? "" : "AND p.account_lookup IS NULL")) {
                OpenLink link;
                const auto id = row.id<PupilId>(0).bytes();
                if (pupil) link.pupil = PupilId{id};
                if (!pupil) link.staff = StaffId{id};
                link.name = Personal<std::string>{seal.opened(pupil ? "people.pupils.name" : "people.staff.name", id,
                                                              row.bytes(1), year_until(row.instant(2)))};
                link.groups = groups_of(side, id);
                link.doubt = row.empty(3) ? Doubt::no_account : Doubt::role_differs;
                if (!row.empty(3)) link.choices.push_back(choice(seal, row.id<AccountId>(3).bytes()));
                if (const auto at = doubts.find({side, id}); at != doubts.end()) {
                    link.doubt = at->second->doubt;
                    for (const auto account : at->second->accounts)
                        link.choices.push_back(choice(seal, accounts_.who[account].second));
                }
                open.push_back(std::move(link));
            }
        }
        std::ranges::stable_sort(open, {}, [](const OpenLink& link) { return link.doubt == Doubt::no_account; });
        return open;
    }

private:
    Database& db() { return file_.database; }

    void read_accounts() {
        const Reaching all_schools{db(), Reach::across()};  // may_be_named
        std::tuple<Value, Value, Value> after{before_all(), std::int64_t{0}, before_all()};
        for (bool more = true; more;) {
            const auto rows = db().rows(
                fmt::format("SELECT k.owner, k.rule, k.hash, k.shared, a.role, {} FROM link_keys k"
                            " JOIN accounts a ON a.school=k.school AND a.id=k.owner"
                            " WHERE k.school=?1 AND k.side=3 AND (k.owner, k.rule, k.hash)>(?2, ?3, ?4) AND k.expires>?5"
                            " AND a.expires>?5 ORDER BY k.owner, k.rule, k.hash LIMIT 10000",
                            may_be_named(5)),
                {cell(school_), std::get<0>(after), std::get<1>(after), std::get<2>(after), cell(now_)});
            for (const Row& row : rows) {
                const auto key = kept_key(row, 1);
                if (key.key.rule >= rules_.size()) continue;
                if (rules_[key.key.rule].kind == roster::RuleKind::name && row.number(5) == 0) continue;
                accounts_.add(Side::account, row.id<AccountId>(0).bytes(), static_cast<Role>(row.number(4)), key);
            }
            more = !rows.empty();
            if (more) after = {rows.back().bytes(0), rows.back().number(1), rows.back().bytes(2)};
        }
    }

    void read_persons() {
        std::tuple<Value, Value, Value, Value> after{std::int64_t{0}, before_all(), std::int64_t{0}, before_all()};
        for (bool more = true; more;) {
            const auto rows = db().rows(
                "SELECT side, owner, rule, hash, shared FROM link_keys"
                " WHERE school=? AND side<3 AND (side, owner, rule, hash)>(?, ?, ?, ?) AND expires>?"
                " ORDER BY side, owner, rule, hash LIMIT 10000",
                {cell(school_), std::get<0>(after), std::get<1>(after), std::get<2>(after), std::get<3>(after), cell(now_)});
            for (const Row& row : rows) {
                const auto side = row.number(0) == 1 ? Side::pupil : Side::staff;
                const auto key = kept_key(row, 2);
                if (key.key.rule >= rules_.size()) continue;
                persons_.add(side, row.id<PupilId>(1).bytes(), side == Side::pupil ? Role::pupil : Role::staff, key);
            }
            more = !rows.empty();
            if (more) after = {rows.back().number(0), rows.back().bytes(1), rows.back().number(2), rows.back().bytes(3)};
        }
    }

    // Name, deadline, and the account of another role where that is what stands in the way.
    std::vector<Row> without_account(Side side, const char* which) {
        const bool pupil = side == Side::pupil;
        return db().rows(fmt::format("SELECT p.id, p.name, p.expires, a.id FROM {} p LEFT JOIN accounts a ON a.school=p.school"
                                     " AND a.lookup=p.account_lookup AND a.expires>?1 WHERE p.school=?2 AND p.expires>?1 {} {}"
                                     " AND (a.id IS NULL OR a.role={}) ORDER BY p.id",
                                     pupil ? "pupils" : "staff", pupil ? "" : "AND p.employment<>2", which, pupil ? 2 : 1),
                         {cell(now_), cell(school_)});
    }
    std::vector<GroupId> groups_of(Side side, const RowId& person) {
        std::vector<GroupId> groups;
        const bool pupil = side == Side::pupil;
        for (const Row& row : db().rows(fmt::format("SELECT grp FROM {} WHERE school=? AND {}=? ORDER BY grp",
                                                    pupil ? "pupil_groups" : "staff_groups", pupil ? "pupil" : "staff"),
                                        {cell(school_), cell(person)})) {
            groups.push_back(row.id<GroupId>(0));
        }
        return groups;
    }
    OpenLink::Choice choice(PeopleSeal& seal, const RowId& account) {
        const auto row = db().rows("SELECT \"user\", expires FROM accounts WHERE school=? AND id=?", {cell(school_), cell(account)});
        return {AccountId{account}, Personal<std::string>{seal.opened("people.accounts.user", account, row.at(0).bytes(0),
                                                                      year_until(row.at(0).instant(1)))}};
    }

    PeopleFile& file_;
    SchoolId school_;
    Instant now_;
    std::vector<roster::LinkRule> rules_;
    Field persons_, accounts_;
    roster::Matching matching_;
};

}  // namespace

LinkCounts link(PeopleFile& file, SchoolId school, Instant now) {
    settle_links(file, school);
    for (;;) {
        // Whoever was linked is out of the way of the others, in this run as in the next one.
        Linking linking{file, school, now};
        if (!linking.store_links()) return count_links(file, school, now);
        settle_links(file, school);
    }
}

std::vector<OpenLink> open_links(PeopleFile& file, SchoolId school, Instant now) {
    return Linking{file, school, now}.open();
}

}  // namespace monitor::store
