// roster: how is School Data Sync v1 read: School, Section, Student, Teacher and who is in which section?

#include <array>

#include "monitor/base/ascii.hpp"
#include "roster/day.hpp"
#include "roster/sds.hpp"

namespace monitor::roster {
namespace {

std::string folded(std::string_view email) {
    std::string text{email};
    for (auto& sign : text) sign = lower(sign);
    return text;
}

// Status of a row: nothing is said, it counts, or something else that grants nothing.
school::Employment employment(std::string_view status) {
    if (status.empty() || same_word(status, "active")) return school::Employment::active;
    const bool over = same_word(status, "inactive") || same_word(status, "deleted") || same_word(status, "tobedeleted");
    return over ? school::Employment::ended : school::Employment::unknown;
}

class V1 final : public Sds {
public:
    using Sds::Sds;

private:
    void schools() override {
        static constexpr std::array<Column, 4> columns{
            {{"SIS ID", Need::required}, {"Name", Need::required}, {"School Number"}, {"State ID"}}};
        const auto table = delivery_.table("School.csv", Need::required, columns);
        std::vector<Org> found;
        while (table && table->next()) {
            auto& row = *table;
            if (!row[0].empty())
                found.push_back({std::string{row[0]}, std::string{row[1]}, first_brin({row[2], row[0], row[3]})});
        }
        choose_from(std::move(found), "School.csv");
    }

    // A section says itself in which term it is: twice through, first for the year and then for what is in it.
    void groups() override {
        static constexpr std::array<Column, 6> columns{{{"SIS ID", Need::required},
                                                        {"School SIS ID", Need::required},
                                                        {"Section Name", Need::required},
                                                        {"Term StartDate"},
                                                        {"Term EndDate"},
                                                        {"Status"}}};
        for (const auto pass : {1, 2}) {
            const auto table = delivery_.table("Section.csv", Need::required, columns, pass == 1 ? Told::before : Told::not_yet);
            std::size_t others = 0;
            while (table && table->next()) {
                auto& row = *table;
                if (!ours_.contains(row[1]) || employment(row[5]) != school::Employment::active) continue;
                if (pass == 1)
                    terms_.add({row[0], "", "", row[3], row[4], ""}, row.line(), findings_);
                else if (const auto year = terms_.year(row[0]); year && year != school_.year)
                    ++others;
                else
                    put_group(row, {std::string{row[0]}, std::string{row[2]}, std::string{row[1]}, GroupKind::composed});
            }
            if (findings_.any_fatal()) return;
            if (pass == 1) decide_year("Section.csv");
            if (others > 0) findings_.note(0, "Section.csv", "some sections belong to another school year; left out");
        }
    }

    void members() override {
        enrol("StudentEnrollment.csv", Membership::learns);
        enrol("TeacherRoster.csv", Membership::teaches);
    }
    void enrol(std::string_view file, Membership as) {
        static constexpr std::array<Column, 2> columns{{{"Section SIS ID", Need::required}, {"SIS ID", Need::required}}};
        const auto table = delivery_.table(file, Need::required, columns);
        while (table && table->next()) {
            if (ledger_.has_group(std::string{(*table)[0]})) ledger_.join((*table)[1], as, (*table)[0]);
        }
    }

    void people() override {
        enum Cell : std::uint8_t { key, school_key, user, first, surname, number, status };
        std::array<Column, 7> columns{{{"SIS ID", Need::required},
                                       {"School SIS ID", Need::required},
                                       {"Username", Need::required},
                                       {"First Name"},
                                       {"Last Name"},
                                       {"Teacher Number"},
                                       {"Status"}}};
        const auto read = [&](std::string_view file, auto&& take) {
            const auto table = delivery_.table(file, Need::required, columns);
            while (table && table->next()) {
                auto& row = *table;
                if (ours_.contains(row[school_key])) take(row, {row[key], row[first], row[surname], row[user], {}, row[number]});
            }
        };
        read("Teacher.csv", [&](CsvTable& row, const Person& who) { put_staff(row, who, employment(row[status])); });
        columns[number] = {"Student Number"};
        read("Student.csv", [&](CsvTable& row, const Person& who) {
            if (employment(row[status]) == school::Employment::active)
                put_pupil(row, who);
            else if (employment(row[status]) == school::Employment::unknown)
                row.say(Severity::skipped, status, "is not known; this pupil is left out");
        });
    }

    // In guardianrelationship.csv "SIS ID" is the pupil's; who cares for the pupil is known by e-mail address.
    void guardians() override {
        static constexpr std::array<Column, 3> relations{{{"SIS ID", Need::required}, {"Email", Need::required}, {"Role"}}};
        static constexpr std::array<Column, 4> contacts{{{"Email", Need::required}, {"First Name"}, {"Last Name"}, {"Phone"}}};
        if (!delivery_.has("user.csv") && !delivery_.has("guardianrelationship.csv")) return;
        const auto table = delivery_.table("guardianrelationship.csv", Need::required, relations);
        while (table && table->next()) {
            auto& row = *table;
            if (const auto relation = sds_relation(row[2]); relation && !row[1].empty()) link(folded(row[1]), row[0], *relation);
        }
        const auto users = delivery_.table("user.csv", Need::required, contacts);
        while (users && users->next()) {
            auto& row = *users;
            put_guardian(folded(row[0]), row[1], row[2], row[0], row[3]);
        }
    }
};

}  // namespace

std::unique_ptr<Sds> sds_v1(Files& files, Reading& reading) {
    return std::make_unique<V1>(files, reading);
}

}  // namespace monitor::roster
