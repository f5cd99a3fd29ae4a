// store: how does what is kept of a school become a Roll again?

#include "monitor/store/people.hpp"

#include <map>

#include "layout_text.hpp"
#include "parts.hpp"

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
        return answer(*file_, "read schools", [&] {
            std::vector<school::School> schools;
            for (const Row& row : db().rows("SELECT id, name, brin FROM schools ORDER BY name")) {
                schools.push_back({row.id<SchoolId>(0), row.text(1), row.text(2)});
            }
            return schools;
        });
    }

    std::expected<std::unique_ptr<const school::Roll>, Error> roll(SchoolId school) override {
        return answer(*file_, "read a school", [&]() -> std::unique_ptr<const school::Roll> {
            const Transaction one_moment{db(), Access::read};
            auto roll = std::make_unique<school::Roll>();
            read_school(school, *roll);
            const Instant now = file_->now();
            PeopleSeal seal = file_->seal_of(school);
            read_pupils(seal, now, *roll);
            read_staff(seal, now, *roll);
            return roll;
        });
    }

    std::expected<std::optional<StaffAt>, Error> staff(const std::string& tenant, const Personal<std::string>& object) override {
        return answer(*file_, "find a member of staff", [&]() -> std::optional<StaffAt> {
            const auto account =
                lookup(file_->instance("account"), {as_bytes(tenant), as_bytes(object.reveal(Purpose::match_account))});
            // Someone who left is nobody; who works at two schools comes out at the one where they surely work.
            const auto found = db().rows(
                "SELECT school, id FROM staff WHERE account_lookup=? AND expires>? AND employment<>?"
                " ORDER BY employment DESC, school LIMIT 1",
                {cell(account), cell(file_->now()), std::int64_t{static_cast<int>(school::Employment::ended)}});
            if (found.empty()) return std::nullopt;
            return StaffAt{found[0].id<SchoolId>(0), found[0].id<StaffId>(1)};
        });
    }

private:
    Database& db() { return file_->database; }

    void read_school(SchoolId school, school::Roll& roll) {
        const auto line = db().rows(
            "SELECT s.name, s.brin, s.directory_read, r.revision FROM schools s"
            " JOIN revisions r ON r.school=s.id WHERE s.id=?",
            {cell(school)});
        if (line.empty()) fail(Remedy::not_found, "school");
        roll.school = {school, line[0].text(0), line[0].text(1)};
        if (!line[0].empty(2)) roll.directory_read = line[0].instant(2);
        roll.revision = static_cast<std::uint64_t>(line[0].number(3));
        for (const Row& row :
             db().rows("SELECT id, name, networks, hours FROM sites WHERE school=? ORDER BY name", {cell(school)})) {
            roll.sites.push_back({row.id<SiteId>(0), row.text(1), networks(row.text(2)), hours(row.text(3))});
        }
        for (const Row& row : db().rows("SELECT id, name, site FROM groups WHERE school=? ORDER BY name", {cell(school)})) {
            roll.groups.push_back({row.id<GroupId>(0), row.text(1), row.id<SiteId>(2)});
        }
    }

    // Expiry is enforced here: what is past its deadline is not seen, swept or not.
    void read_pupils(PeopleSeal& seal, Instant now, school::Roll& roll) {
        const Value school = cell(roll.school.id);
        auto groups = memberships<PupilId>("SELECT pupil, grp FROM pupil_groups WHERE school=? ORDER BY grp", school);
        for (const Row& row : db().rows("SELECT id, name, user, expires FROM pupils WHERE school=? AND expires>? ORDER BY id",
                                        {school, cell(now)})) {
            const auto id = row.id<PupilId>(0);
            const auto year = year_until(row.instant(3));
            roll.pupils.push_back({id, school::Name{seal.opened("people.pupils.name", id.bytes(), row.bytes(1), year)},
                                   school::Name{seal.opened("people.pupils.user", id.bytes(), row.bytes(2), year)},
                                   std::move(groups[id])});
        }
    }
    void read_staff(PeopleSeal& seal, Instant now, school::Roll& roll) {
        const Value school = cell(roll.school.id);
        auto groups = memberships<StaffId>("SELECT staff, grp FROM staff_groups WHERE school=? ORDER BY grp", school);
        for (const Row& row :
             db().rows("SELECT id, name, user, expires, employment FROM staff WHERE school=? AND expires>? ORDER BY id",
                       {school, cell(now)})) {
            const auto id = row.id<StaffId>(0);
            const auto year = year_until(row.instant(3));
            roll.staff.push_back({id, school::Name{seal.opened("people.staff.name", id.bytes(), row.bytes(1), year)},
                                  school::Name{seal.opened("people.staff.user", id.bytes(), row.bytes(2), year)},
                                  employment(row.number(4)), std::move(groups[id])});
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
