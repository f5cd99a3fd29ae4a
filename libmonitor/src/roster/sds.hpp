#pragma once
// roster: how do the files of School Data Sync become one school?

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "roster/csv_delivery.hpp"
#include "roster/ledger.hpp"
#include "roster/orgs.hpp"
#include "roster/roles.hpp"

namespace monitor::roster {

/// What both generations of the format share. IDs are compared with their capitals, words of its lists without.
class Sds {
public:
    Sds(Files& files, Reading& reading);
    virtual ~Sds() = default;
    Sds(const Sds&) = delete;
    Sds& operator=(const Sds&) = delete;
    [[nodiscard]] Import run();

protected:
    struct Person {
        std::string_view key, first, surname, user, email, number;
    };
    /// Each step says what is wrong and the next is not taken after a fatal finding.
    virtual void schools() = 0;
    virtual void groups() = 0;
    virtual void members() = 0;
    virtual void people() = 0;
    virtual void guardians() = 0;

    void choose_from(std::vector<Org>, std::string_view file);
    void decide_year(std::string_view file);
    void put_pupil(CsvTable&, const Person&);
    void put_staff(CsvTable&, const Person&, school::Employment);
    void put_group(CsvTable&, GroupLine);
    /// Of the pupils of this school only; whose contact details follow in another file.
    void link(std::string_view guardian, std::string_view pupil, Relation);
    void put_guardian(std::string_view key, std::string_view first, std::string_view surname, std::string_view email,
                      std::string_view phone);

    Reading& reading_;
    CsvDelivery delivery_;
    Findings& findings_;
    Snapshot school_{};
    Ledger ledger_{Snapshot{}};
    std::chrono::year_month_day today_{};
    Terms terms_{YearNamedBy::beginning};
    std::set<std::string, std::less<>> ours_{};
    std::map<std::string, std::vector<ChildLine>, std::less<>> wards_{};
};

/// School.csv, Section.csv, Student.csv, Teacher.csv and what belongs to them.
[[nodiscard]] std::unique_ptr<Sds> sds_v1(Files&, Reading&);
/// orgs.csv, users.csv and what belongs to them; with roles.csv (2.1) or without (2).
[[nodiscard]] std::unique_ptr<Sds> sds_v2(Files&, Reading&);

}  // namespace monitor::roster
