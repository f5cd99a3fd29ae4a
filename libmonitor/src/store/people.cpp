// store: how does what is kept of a school become a Roll again?

#include "monitor/store/people.hpp"

#include <map>
#include <set>

#include "layout_text.hpp"
#include "lesson_rows.hpp"
#include "monitor/school/user.hpp"
#include "parts.hpp"
#include "school_rows.hpp"

namespace monitor::store {
namespace {

// Of a number nobody knows: unknown, which never helps.
school::Employment employment(std::int64_t number) {
    for (const auto known : {school::Employment::active, school::Employment::ended}) {
        if (number == static_cast<std::int64_t>(known)) return known;
    }
    return school::Employment::unknown;
}

class SqlitePeople final : public People {
public:
    explicit SqlitePeople(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::vector<school::School>, Error> schools() override {
        return answer(*file_, Reach::across(), "read schools", [&] {
            std::vector<school::School> schools;
            for (const Row& row : db().rows(std::string{school_lines} + " ORDER BY 2")) schools.push_back(school_of(row));
            return schools;
        });
    }

    std::expected<std::optional<school::School>, Error> school(std::string_view brin) override {
        return answer(*file_, Reach::across(), "find a school", [&]() -> std::optional<school::School> {
            const auto found = db().rows(std::string{school_lines} + " WHERE s.brin=?", {std::string{brin}});
            return found.empty() ? std::nullopt : std::optional{school_of(found[0])};
        });
    }

    std::expected<std::vector<school::Site>, Error> sites(SchoolId school) override {
        return answer(*file_, school, "read sites", [&] { return read_sites(school); });
    }

    std::expected<std::unique_ptr<const school::Roll>, Error> roll(SchoolId school) override {
        return answer(*file_, school, "read a school", [&]() -> std::unique_ptr<const school::Roll> {
            const Transaction one_moment{db(), Access::read};
            auto roll = std::make_unique<school::Roll>();
            read_school(school, *roll);
            const Instant now = file_->now();
            PeopleSeal seal = file_->seal_of(school);
            const auto accounts = read_accounts(seal, now, school);
            read_pupils(seal, now, accounts, *roll);
            read_staff(seal, now, accounts, *roll);
            read_against(*roll);
            roll->remote_lessons = lessons(db(), school, now);
            return roll;
        });
    }

    std::expected<std::optional<StaffAt>, Error> staff(const std::string& tenant, const Personal<std::string>& object) override {
        return answer(*file_, Reach::across(), "find a member of staff", [&]() -> std::optional<StaffAt> {
            const auto account =
                lookup(file_->instance("account"), {as_bytes(tenant), as_bytes(object.reveal(Purpose::match_account))});
            // Someone who left is nobody; who works at two schools comes out at the one where they surely work.
            const auto found = db().rows(
                "SELECT w.school, w.id FROM staff s JOIN working w ON w.school=s.school AND w.id=s.id"
                " WHERE (s.account_lookup=?1 OR s.second_lookup=?1) AND s.expires>?2 AND w.employment<>?3"
                " ORDER BY w.employment DESC, w.school LIMIT 1",
                {cell(account), cell(file_->now()), std::int64_t{static_cast<int>(school::Employment::ended)}});
            if (found.empty()) return std::nullopt;
            return StaffAt{found[0].id<SchoolId>(0), found[0].id<StaffId>(1)};
        });
    }

private:
    Database& db() { return file_->database; }

    std::vector<school::Site> read_sites(SchoolId school) {
        std::vector<school::Site> sites;
        for (const Row& row : db().rows("SELECT id, name, networks, hours FROM sites WHERE school=? ORDER BY name", {cell(school)}))
            sites.push_back({row.id<SiteId>(0), row.text(1), networks(row.text(2)), hours(row.text(3))});
        return sites;
    }

    void read_school(SchoolId school, school::Roll& roll) {
        const auto line = db().rows(
            "SELECT s.id, CASE WHEN s.name='' THEN s.brin ELSE s.name END, s.brin, s.board, b.name, coalesce(d.read, "
            "s.directory_read), r.revision"
            " FROM schools s LEFT JOIN boards b ON b.id=s.board JOIN revisions r ON r.school=s.id"
            " LEFT JOIN directories d ON d.school=s.id WHERE s.id=?",
            {cell(school)});
        if (line.empty()) fail(Remedy::not_found, "school");
        roll.school = school_of(line[0]);
        if (!line[0].empty(5)) roll.directory_read = line[0].instant(5);
        roll.revision = static_cast<std::uint64_t>(line[0].number(6));
        const auto waits = db().rows("SELECT min(since) FROM quarantine WHERE school=?", {cell(school)});
        if (!waits[0].empty(0)) roll.put_back = waits[0].instant(0);
        roll.sites = read_sites(school);
        for (const Row& row : db().rows("SELECT id, name, site, kind FROM groups WHERE school=? ORDER BY name", {cell(school)})) {
            roll.groups.push_back({row.id<GroupId>(0), row.text(1), row.id<SiteId>(2), group_kind(row.number(3))});
        }
    }

    struct Account {
        std::string user{};
        roster::Role role{};
    };
    using Accounts = std::map<Bytes, Account>;  // by lookup

    Accounts read_accounts(PeopleSeal& seal, Instant now, SchoolId school) {
        Accounts accounts;
        for (const Row& row : db().rows("SELECT id, lookup, \"user\", role, expires FROM accounts WHERE school=? AND expires>?",
                                        {cell(school), cell(now)})) {
            accounts.emplace(row.bytes(1),
                             Account{seal.opened("people.accounts.user", row.bytes(0), row.bytes(2), year_until(row.instant(4))),
                                     static_cast<roster::Role>(row.number(3))});
        }
        return accounts;
    }
    // Whole, and before the @.
    static std::set<std::string> users_of_staff(const Accounts& accounts) {
        std::set<std::string> users;
        for (const auto& [lookup, account] : accounts) {
            if (account.role != roster::Role::staff) continue;
            const auto user = school::folded(account.user);
            users.insert(school::before_at(user));
            users.insert(user);
        }
        return users;
    }
    // The user name of the linked account; else the administration's. One of an account of another role is not theirs.
    static school::Name user_of(const Row& row, std::size_t lookup, const Accounts& accounts, roster::Role never,
                                std::string told) {
        if (!row.empty(lookup)) {
            const auto at = accounts.find(row.bytes(lookup));
            if (at != accounts.end() && at->second.role != never) return school::Name{at->second.user};
        }
        return school::Name{std::move(told)};
    }

    // Expiry is enforced here: what is past its deadline is not seen, swept or not.
    void read_pupils(PeopleSeal& seal, Instant now, const Accounts& accounts, school::Roll& roll) {
        const Value school = cell(roll.school.id);
        const auto of_staff = users_of_staff(accounts);
        auto groups = memberships<PupilId>("SELECT pupil, grp FROM pupil_groups WHERE school=? ORDER BY grp", school);
        for (const Row& row : db().rows("SELECT id, name, \"user\", expires, account_lookup FROM pupils WHERE school=? AND expires>?"
                                        " ORDER BY id",
                                        {school, cell(now)})) {
            const auto id = row.id<PupilId>(0);
            const auto year = year_until(row.instant(3));
            auto user =
                user_of(row, 4, accounts, roster::Role::staff, seal.opened("people.pupils.user", id.bytes(), row.bytes(2), year));
            // Whatever the administration says: the screen of an account of staff is no pupil's.
            if (of_staff.contains(school::folded(user.reveal(Purpose::match_account)))) user = {};
            roll.pupils.push_back({id, school::Name{seal.opened("people.pupils.name", id.bytes(), row.bytes(1), year)},
                                   std::move(user), std::move(groups[id])});
        }
    }
    void read_staff(PeopleSeal& seal, Instant now, const Accounts& accounts, school::Roll& roll) {
        const Value school = cell(roll.school.id);
        auto groups = memberships<StaffId>("SELECT staff, grp FROM staff_groups WHERE school=? ORDER BY grp", school);
        for (const Row& row :
             db().rows("SELECT s.id, s.name, s.user, s.expires, w.employment, s.account_lookup FROM staff s"
                       " JOIN working w ON w.school=s.school AND w.id=s.id WHERE s.school=? AND s.expires>? ORDER BY s.id",
                       {school, cell(now)})) {
            const auto id = row.id<StaffId>(0);
            const auto year = year_until(row.instant(3));
            auto user =
                user_of(row, 5, accounts, roster::Role::pupil, seal.opened("people.staff.user", id.bytes(), row.bytes(2), year));
            roll.staff.push_back({.id = id,
                                  .name = school::Name{seal.opened("people.staff.name", id.bytes(), row.bytes(1), year)},
                                  .user = std::move(user),
                                  .employment = employment(row.number(4)),
                                  .teaches = std::move(groups[id])});
        }
        read_rights(now, roll);
    }
    void read_against(school::Roll& roll) {
        std::map<PupilId, school::Pupil*> pupils;
        for (auto& pupil : roll.pupils) pupils.emplace(pupil.id, &pupil);
        for (const Row& row : db().rows("SELECT pupil, kind FROM against WHERE school=? ORDER BY kind", {cell(roll.school.id)})) {
            const auto at = pupils.find(row.id<PupilId>(0));
            if (at != pupils.end()) at->second->against.push_back(static_cast<school::Against>(row.number(1)));
        }
    }
    void read_rights(Instant now, school::Roll& roll) {
        const Value school = cell(roll.school.id);
        std::map<StaffId, school::Staff*> members;
        for (auto& member : roll.staff) members.emplace(member.id, &member);
        for (const Row& row : db().rows("SELECT staff, duty, until FROM holding WHERE school=? AND (until IS NULL OR until>?)"
                                        " ORDER BY duty, until",
                                        {school, cell(now)})) {
            const auto at = members.find(row.id<StaffId>(0));
            if (at == members.end()) continue;
            const auto duty = static_cast<school::Duty>(row.number(1));
            auto& duties = at->second->duties;
            if (duties.empty() || duties.back() != duty) duties.push_back(duty);
            if (!row.empty(2)) at->second->told.push_back(duty);
        }
        for (const Row& row :
             db().rows("SELECT staff, grp, reason, until FROM replacements WHERE school=? AND until>? ORDER BY grp",
                       {school, cell(now)})) {
            const auto at = members.find(row.id<StaffId>(0));
            if (at == members.end()) continue;
            at->second->replaces.push_back({row.id<GroupId>(1), static_cast<school::StandIn>(row.number(2)), row.instant(3)});
        }
    }
    template <class PersonId>
    std::map<PersonId, std::vector<GroupId>> memberships(const char* sql, const Value& school) {
        std::map<PersonId, std::vector<GroupId>> groups;
        for (const Row& row : db().rows(sql, {school})) groups[row.id<PersonId>(0)].push_back(row.id<GroupId>(1));
        return groups;
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<People> make_people(SharedPeople file) {
    return std::make_unique<SqlitePeople>(std::move(file));
}

}  // namespace monitor::store
