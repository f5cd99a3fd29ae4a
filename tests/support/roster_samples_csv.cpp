// support: how do OneRoster and School Data Sync write the same invented schools?

#include <map>
#include <utility>

#include <fmt/format.h>

#include "support/roster_samples.hpp"

namespace monitor::test {
namespace {

/// A file by its rows; one that has nothing to say is passed over.
struct Table {
    std::string header{};
    std::size_t rows{};
    std::function<std::string(std::size_t row)> row{};
};

class SampleFiles final : public roster::Files {
public:
    explicit SampleFiles(std::map<std::string, Table, std::less<>> tables) : tables_{std::move(tables)} {}
    std::vector<std::string> names() const override {
        std::vector<std::string> all;
        for (const auto& [name, table] : tables_) all.push_back(name);
        return all;
    }
    std::expected<std::unique_ptr<roster::Source>, Error> open(std::string_view name) override {
        const auto found = tables_.find(name);
        if (found == tables_.end()) return std::unexpected{Error{Remedy::not_found, "open", 0, std::string{name}}};
        return made_on_the_way([table = found->second, at = std::size_t{}](std::string& text) mutable {
            if (at == 0) text += table.header + "\n";
            while (at < table.rows) {
                const auto row = table.row(at++);
                if (row.empty()) continue;
                text += row;
                return;
            }
        });
    }

private:
    std::map<std::string, Table, std::less<>> tables_;
};

using Tables = std::map<std::string, Table, std::less<>>;

Table fixed(std::string header, std::string rows = {}) {
    return {std::move(header), rows.empty() ? 0U : 1U, [rows](std::size_t) { return rows; }};
}
/// So many rows for each school.
template <class Row>
Table each(std::string header, const SampleSize& size, std::size_t of_a_school, Row row) {
    return {std::move(header), size.schools * of_a_school,
            [=](std::size_t at) { return row(at / of_a_school, at % of_a_school); }};
}

std::string surname(const Invented& who) {
    if (who.infix.empty()) return who.surname;
    return who.infix + (who.infix.back() == '\'' ? "" : " ") + who.surname;
}
// Twins have the same two.
std::string guardian_key(std::size_t school, std::size_t pupil, std::size_t which) {
    return fmt::format("oud-{}-{}-{}", school, pupil % 100 == 1 ? pupil - 1 : pupil, which);
}
bool has_own_guardians(std::size_t pupil) {
    return pupil % 100 != 1;
}
std::string guardian_mail(std::size_t school, std::size_t pupil, std::size_t which) {
    return guardian_key(school, pupil, which) + "@example.org";
}
std::string phone(std::size_t pupil) {
    return fmt::format("06{:08}", pupil * 7919 % 100'000'000);
}

// ---- OneRoster

constexpr auto people_1_1 =
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,"
    "agentSourcedIds,grades,password";
constexpr auto people_1_2 =
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,"
    "grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,"
    "pronouns";

class OneRosterRows {
public:
    OneRosterRows(SampleSize size, OneRosterSample version) : size_{size}, version_{version} {}

    Tables tables() const {
        const auto self = *this;
        Tables all;
        all["manifest.csv"] = fixed("propertyName,value", manifest());
        all["orgs.csv"] = {
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", size_.schools,
            [](std::size_t school) { return fmt::format("s{},,,School {},school,{},\n", school, school, brin_of(school)); }};
        all["academicSessions.csv"] =
            fixed("sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
                  "jaar,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n");
        all["classes.csv"] = each(
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
            "termSourcedIds,subjects,subjectCodes,periods",
            size_, groups_of(size_), [](std::size_t school, std::size_t group) {
                return fmt::format("g-{}-{},,,Groep {},,,,homeroom,,s{},jaar,,,\n", school, group, group_name(group), school);
            });
        all["enrollments.csv"] =
            each("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
                 size_, size_.pupils + groups_of(size_),
                 [self](std::size_t school, std::size_t row) { return self.enrolment(school, row); });
        all["users.csv"] = each(version_ == OneRosterSample::v1_1 ? people_1_1 : people_1_2, size_, people(),
                                [self](std::size_t school, std::size_t row) { return self.user(school, row); });
        if (version_ == OneRosterSample::v1_2)
            all["roles.csv"] = each(
                "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
                "userProfileSourcedId",
                size_, people(), [self](std::size_t school, std::size_t row) { return self.role_of(school, row); });
        all["demographics.csv"] = each(
            "sourcedId,status,dateLastModified,birthDate,sex", size_, size_.pupils,
            [](std::size_t school, std::size_t pupil) { return fmt::format("ll-{}-{},,,2016-02-03,female\n", school, pupil); });
        return all;
    }

private:
    [[nodiscard]] std::size_t people() const { return size_.pupils * 3 + teachers_of(size_); }
    [[nodiscard]] std::string manifest() const {
        std::string text =
            fmt::format("manifest.version,1.0\noneroster.version,{}\n", version_ == OneRosterSample::v1_1 ? "1.1" : "1.2.1");
        for (const auto* file : {"orgs", "academicSessions", "classes", "enrollments", "users", "demographics"})
            text += fmt::format("file.{},bulk\n", file);
        return text + (version_ == OneRosterSample::v1_2 ? "file.roles,bulk\n" : "file.courses,absent\n");
    }
    [[nodiscard]] std::string enrolment(std::size_t school, std::size_t row) const {
        const bool teacher = row >= size_.pupils;
        const auto group = teacher ? row - size_.pupils : row / pupils_in_a_group;
        const auto key = teacher ? teacher_of(size_, school, group).key : pupil_of(size_, school, row).key;
        return fmt::format("e-{}-{},,,g-{}-{},s{},{},{},,,\n", school, row, school, group, school, key,
                           teacher ? "teacher" : "student");
    }

    /// The row belongs to a pupil, a teacher, or the first or second guardian of a pupil.
    struct Turn {
        enum class Who : std::uint8_t { pupil, teacher, guardian } who{};
        std::size_t number{}, which{};
    };
    [[nodiscard]] Turn turn(std::size_t row) const {
        if (row < size_.pupils) return {Turn::Who::pupil, row, 0};
        row -= size_.pupils;
        if (row < teachers_of(size_)) return {Turn::Who::teacher, row, 0};
        row -= teachers_of(size_);
        return {Turn::Who::guardian, row / 2, row % 2};
    }
    [[nodiscard]] std::string user(std::size_t school, std::size_t row) const {
        const auto [who, number, which] = turn(row);
        const auto org = version_ == OneRosterSample::v1_1 ? fmt::format("s{},", school) : std::string{};
        const auto tail = version_ == OneRosterSample::v1_1 ? ",07,geheim\n" : ",07,geheim,,,,,,\n";
        const auto as = [&](const char* role) {
            return version_ == OneRosterSample::v1_1 ? fmt::format("{}{},", org, role) : std::string{};
        };
        if (who == Turn::Who::guardian) {
            if (!has_own_guardians(number)) return {};
            const auto child = pupil_of(size_, school, number);
            const auto ward = which == 0 ? child.key : std::string{};  // the second is named by the pupil alone
            return fmt::format("{},,,true,{},,Ouder{},{},,,{},,{},{}{}", guardian_key(school, number, which), as("parent"), which,
                               surname(child), guardian_mail(school, number, which), phone(number), ward, tail);
        }
        const bool pupil = who == Turn::Who::pupil;
        const auto one = pupil ? pupil_of(size_, school, number) : teacher_of(size_, school, number);
        const auto agents =
            pupil ? fmt::format("\"{},{}\"", guardian_key(school, number, 0), guardian_key(school, number, 1)) : std::string{};
        return fmt::format("{},,,true,{}{},{{LAS:{}}},{},{},,{},{},,,{}{}", one.key, as(pupil ? "student" : "teacher"), one.user,
                           number, one.first, surname(one), 10000 + number, one.email, agents, tail);
    }
    [[nodiscard]] std::string role_of(std::size_t school, std::size_t row) const {
        const auto [who, number, which] = turn(row);
        if (who == Turn::Who::guardian && !has_own_guardians(number)) return {};
        const auto key = who == Turn::Who::guardian ? guardian_key(school, number, which)
                         : who == Turn::Who::pupil  ? pupil_of(size_, school, number).key
                                                    : teacher_of(size_, school, number).key;
        const auto* role = who == Turn::Who::guardian ? "parent" : who == Turn::Who::pupil ? "student" : "teacher";
        return fmt::format("r-{}-{},,,{},primary,{},,,s{},\n", school, row, key, role, school);
    }

    SampleSize size_;
    OneRosterSample version_;
};

// ---- School Data Sync

Tables sds_v1(const SampleSize& size) {
    Tables all;
    all["School.csv"] = {"SIS ID,Name,School Number,Principal Name,Phone", size.schools,
                         [](std::size_t school) { return fmt::format("s{},School {},{},,\n", school, school, brin_of(school)); }};
    all["Section.csv"] =
        each("SIS ID,School SIS ID,Section Name,Term StartDate,Term EndDate", size, groups_of(size),
             [](std::size_t school, std::size_t group) {
                 return fmt::format("g-{}-{},s{},Groep {},8/24/2026,7/10/2027\n", school, group, school, group_name(group));
             });
    all["Student.csv"] = each("SIS ID,School SIS ID,First Name,Last Name,Username,Password,Student Number,Grade,Status,Birthdate",
                              size, size.pupils, [size](std::size_t school, std::size_t number) {
                                  const auto who = pupil_of(size, school, number);
                                  return fmt::format("{},s{},{},{},{},geheim,{},5,Active,2/3/2016\n", who.key, school, who.first,
                                                     surname(who), who.user, number);
                              });
    all["Teacher.csv"] =
        each("SIS ID,School SIS ID,First Name,Last Name,Username,Password,Status", size, teachers_of(size),
             [size](std::size_t school, std::size_t number) {
                 const auto who = teacher_of(size, school, number);
                 return fmt::format("{},s{},{},{},{},geheim,Active\n", who.key, school, who.first, surname(who), who.user);
             });
    all["StudentEnrollment.csv"] =
        each("Section SIS ID,SIS ID", size, size.pupils, [size](std::size_t school, std::size_t number) {
            return fmt::format("g-{}-{},{}\n", school, number / pupils_in_a_group, pupil_of(size, school, number).key);
        });
    all["TeacherRoster.csv"] =
        each("Section SIS ID,SIS ID", size, groups_of(size), [size](std::size_t school, std::size_t group) {
            return fmt::format("g-{}-{},{}\n", school, group, teacher_of(size, school, group).key);
        });
    all["user.csv"] =
        each("Email,First Name,Last Name,Phone,SIS ID", size, size.pupils * 2, [size](std::size_t school, std::size_t row) {
            if (!has_own_guardians(row / 2)) return std::string{};
            return fmt::format("{},Ouder{},{},{},\n", guardian_mail(school, row / 2, row % 2), row % 2,
                               surname(pupil_of(size, school, row / 2)), phone(row / 2));
        });
    all["guardianrelationship.csv"] =
        each("SIS ID,Email,Role", size, size.pupils * 2, [size](std::size_t school, std::size_t row) {
            return fmt::format("{},{},Parent\n", pupil_of(size, school, row / 2).key, guardian_mail(school, row / 2, row % 2));
        });
    return all;
}

Tables sds_v2_1(const SampleSize& size) {
    Tables all;
    all["orgs.csv"] = {"sourcedId,name,type,parentSourcedId", size.schools,
                       [](std::size_t school) { return fmt::format("{},School {},school,\n", brin_of(school), school); }};
    all["academicSessions.csv"] =
        fixed("sourcedId,title,type,schoolYear,startDate,endDate", "SY26,2026,schoolYear,2026,8/24/2026,7/10/2027\n");
    const auto everyone = size.pupils + teachers_of(size);
    all["users.csv"] = each(
        "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms", size,
        everyone + size.pupils * 2, [=](std::size_t school, std::size_t row) {
            if (row >= everyone) {
                const auto pupil = (row - everyone) / 2, which = (row - everyone) % 2;
                if (!has_own_guardians(pupil)) return std::string{};
                return fmt::format("{},,Ouder{},{},,,{},{},\n", guardian_key(school, pupil, which), which,
                                   surname(pupil_of(size, school, pupil)), guardian_mail(school, pupil, which), phone(pupil));
            }
            const auto who = row < size.pupils ? pupil_of(size, school, row) : teacher_of(size, school, row - size.pupils);
            return fmt::format("{},{},{},{},geheim,,{},,\n", who.key, who.user, who.first, surname(who), who.email);
        });
    all["roles.csv"] = each("userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate", size,
                            everyone, [=](std::size_t school, std::size_t row) {
                                const bool pupil = row < size.pupils;
                                const auto who =
                                    pupil ? pupil_of(size, school, row) : teacher_of(size, school, row - size.pupils);
                                return fmt::format("{},{},{},SY26,5,TRUE,2026-08-24,2027-07-10\n", who.key, brin_of(school),
                                                   pupil ? "student" : "teacher");
                            });
    all["classes.csv"] =
        each("sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId", size, groups_of(size),
             [](std::size_t school, std::size_t group) {
                 return fmt::format("g-{}-{},{},Groep {},SY26,\n", school, group, brin_of(school), group_name(group));
             });
    all["enrollments.csv"] =
        each("classSourcedId,userSourcedId,role", size, size.pupils + groups_of(size), [=](std::size_t school, std::size_t row) {
            const bool pupil = row < size.pupils;
            const auto group = pupil ? row / pupils_in_a_group : row - size.pupils;
            const auto key = pupil ? pupil_of(size, school, row).key : teacher_of(size, school, group).key;
            return fmt::format("g-{}-{},{},{}\n", school, group, key, pupil ? "student" : "teacher");
        });
    all["relationships.csv"] = each("userSourcedId,relationshipUserSourcedId,relationshipRole", size, size.pupils * 2,
                                    [=](std::size_t school, std::size_t row) {
                                        return fmt::format("{},{},parent\n", pupil_of(size, school, row / 2).key,
                                                           guardian_key(school, row / 2, row % 2));
                                    });
    return all;
}

}  // namespace

std::unique_ptr<roster::Files> oneroster_sample(const SampleSize& size, OneRosterSample version) {
    return std::make_unique<SampleFiles>(OneRosterRows{size, version}.tables());
}
std::unique_ptr<roster::Files> sds_sample(const SampleSize& size, SdsSample version) {
    return std::make_unique<SampleFiles>(version == SdsSample::v1 ? sds_v1(size) : sds_v2_1(size));
}

}  // namespace monitor::test
