// roster: how is School Data Sync v2 and v2.1 read: orgs, users, roles, classes, enrollments, relationships?

#include <algorithm>
#include <array>

#include "monitor/base/ascii.hpp"
#include "roster/csv_dates.hpp"
#include "roster/sds.hpp"

namespace monitor::roster {
namespace {

class V2 final : public Sds {
public:
    using Sds::Sds;

private:
    struct Standing {
        bool pupil{}, staff{}, was_staff{};
    };

    void schools() override {
        static constexpr std::array<Column, 3> columns{
            {{"sourcedId", Need::required}, {"name", Need::required}, {"type", Need::required}}};
        const auto table = delivery_.table("orgs.csv", Need::required, columns);
        std::vector<Org> found;
        while (table && table->next()) {
            auto& row = *table;
            if (same_word(row[2], "school") && !row[0].empty())
                found.push_back({std::string{row[0]}, std::string{row[1]}, first_brin({row[0]})});
        }
        choose_from(std::move(found), "orgs.csv");
        if (!findings_.any_fatal()) sessions();
    }

    void sessions() {
        static constexpr std::array<Column, 5> columns{
            {{"sourcedId", Need::required}, {"type"}, {"schoolYear"}, {"startDate"}, {"endDate"}}};
        const auto table = delivery_.table("academicSessions.csv", Need::optional, columns);
        while (table && table->next()) {
            auto& row = *table;
            terms_.add({row[0], row[1], row[2], row[3], row[4], ""}, row.line(), findings_);
        }
        decide_year("academicSessions.csv");
    }

    [[nodiscard]] bool other_year(std::string_view sessions) const {
        bool known = false;
        for (const auto& session : listed(sessions)) {
            const auto year = terms_.year(session);
            if (year == school_.year) return false;
            known = known || year.has_value();
        }
        return known;
    }

    void groups() override {
        static constexpr std::array<Column, 4> columns{{{"sourcedId", Need::required},
                                                        {"orgSourcedId", Need::required},
                                                        {"title", Need::required},
                                                        {"sessionSourcedIds", Need::optional, Shape::list}}};
        const auto table = delivery_.table("classes.csv", Need::optional, columns);
        if (!table) return findings_.note(0, "classes.csv", "is not in the delivery: there are no groups, so nobody looks along");
        std::size_t others = 0;
        while (table->next()) {
            auto& row = *table;
            if (!ours_.contains(row[1])) continue;
            if (other_year(row[3]))
                ++others;
            else
                put_group(row, {std::string{row[0]}, std::string{row[2]}, std::string{row[1]}, GroupKind::composed});
        }
        if (others > 0) findings_.note(0, "classes.csv", "some classes belong to another school year; left out");
    }

    void members() override {
        static constexpr std::array<Column, 3> columns{
            {{"classSourcedId", Need::required}, {"userSourcedId", Need::required}, {"role", Need::required}}};
        const auto table = delivery_.table("enrollments.csv", Need::optional, columns);
        while (table && table->next()) {
            auto& row = *table;
            if (!ledger_.has_group(std::string{row[0]})) continue;
            if (same_word(row[2], "student"))
                ledger_.join(row[1], Membership::learns, row[0]);
            else if (teaches(row[2]))
                ledger_.join(row[1], Membership::teaches, row[0]);
            else if (sds_capacity(row[2]).role == Role::unknown)
                row.say(Severity::skipped, 2, "is a role that is not known; it grants nothing");
        }
    }

    void roles() {
        static constexpr std::array<Column, 6> columns{{{"userSourcedId", Need::required},
                                                        {"orgSourcedId", Need::required},
                                                        {"role", Need::required},
                                                        {"sessionSourcedId"},
                                                        {"roleStartDate"},
                                                        {"roleEndDate"}}};
        const auto table = delivery_.table("roles.csv", Need::required, columns);
        while (table && table->next()) {
            auto& row = *table;
            if (!ours_.contains(row[1]) || other_year(row[3])) continue;
            const auto capacity = sds_capacity(row[2]);
            if (capacity.role == Role::unknown && capacity.guardian == Relation::unknown)
                row.say(Severity::skipped, 2, "is a role that is not known; it grants nothing");
            if (capacity.role == Role::unknown) continue;
            const auto time = when(row, 4, 5, today_);
            auto& standing = standings_[std::string{row[0]}];
            if (capacity.role == Role::staff) (time == When::now ? standing.staff : standing.was_staff) = true;
            if (capacity.role == Role::pupil && time == When::now) standing.pupil = true;
        }
    }

    void people() override {
        enum Cell : std::uint8_t { key, user, given, family, email, orgs, role };
        std::array<Column, 7> columns{{{"sourcedId", Need::required},
                                       {"username", Need::required},
                                       {"givenName"},
                                       {"familyName"},
                                       {"email"},
                                       {"orgSourcedIds", Need::required, Shape::list},
                                       {"role", Need::required}}};
        const bool with_roles = delivery_.has("roles.csv");
        if (with_roles) {
            columns[orgs] = columns[role] = {};
            roles();
        }
        const auto table = delivery_.table("users.csv", Need::required, columns);
        while (table && table->next() && !findings_.any_fatal()) {
            auto& row = *table;
            const auto what = with_roles ? standing(std::string{row[key]}) : standing(row, orgs, role);
            const Person who{row[key], row[given], row[family], row[user], row[email], {}};
            if (what.pupil && (what.staff || what.was_staff))
                row.say(Severity::note, "is both pupil and staff; taken as staff, whose screen is never seen");
            if (what.staff)
                put_staff(row, who, school::Employment::active);
            else if (what.was_staff)
                put_staff(row, who, school::Employment::ended);
            else if (what.pupil)
                put_pupil(row, who);
        }
    }

    Standing standing(const std::string& key) const {
        const auto found = standings_.find(key);
        return found == standings_.end() ? Standing{} : found->second;
    }
    Standing standing(CsvTable& row, std::size_t orgs, std::size_t role) const {
        const auto schools = listed(row[orgs]);
        if (std::ranges::none_of(schools, [&](const std::string& org) { return ours_.contains(org); })) return {};
        const auto capacity = sds_capacity(row[role]);
        if (capacity.role == Role::unknown && capacity.guardian == Relation::unknown)
            row.say(Severity::skipped, role, "is a role that is not known; it grants nothing");
        return {capacity.role == Role::pupil, capacity.role == Role::staff, false};
    }

    void guardians() override {
        static constexpr std::array<Column, 3> relations{{{"userSourcedId", Need::required},
                                                          {"relationshipUserSourcedId", Need::required},
                                                          {"relationshipRole", Need::required}}};
        static constexpr std::array<Column, 6> contacts{
            {{"sourcedId", Need::required}, {"givenName"}, {"familyName"}, {"email"}, {"phone"}, {"sms"}}};
        const auto table = delivery_.table("relationships.csv", Need::optional, relations);
        if (!table) return;
        while (table->next()) {
            auto& row = *table;
            if (const auto relation = sds_relation(row[2]); relation && !row[1].empty()) link(row[1], row[0], *relation);
        }
        const auto users = delivery_.table("users.csv", Need::required, contacts, Told::before);
        while (users && users->next()) {
            auto& row = *users;
            put_guardian(row[0], row[1], row[2], row[3], row[4].empty() ? row[5] : row[4]);
        }
    }

    std::unordered_map<std::string, Standing> standings_{};
};

}  // namespace

std::unique_ptr<Sds> sds_v2(Files& files, Reading& reading) {
    return std::make_unique<V2>(files, reading);
}

}  // namespace monitor::roster
