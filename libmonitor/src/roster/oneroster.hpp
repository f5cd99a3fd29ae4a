#pragma once
// roster: how do the files of OneRoster 1.1 and 1.2 become one school?

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "roster/ledger.hpp"
#include "roster/oneroster_manifest.hpp"
#include "roster/orgs.hpp"
#include "roster/roles.hpp"

namespace monitor::roster {

/// Who is where, by the id of the row that says so: a later row with that id takes its place.
struct Enrolment {
    std::string person{}, group{};
    Membership as{};
};
using Enrolments = std::map<std::string, Enrolment, std::less<>>;

/// One delivery being read, file by file: what stands in one decides what is taken from the next.
class OneRoster {
public:
    OneRoster(Files& files, Reading& reading, Snapshot before, FileMode may_be);
    /// Goes on from the rows that deliveries before this one gave, and leaves its own in it.
    OneRoster& over(Enrolments& known);
    /// Not settled yet: what is wrong in one delivery may be mended by the next.
    [[nodiscard]] std::pair<Snapshot, Findings> run();

private:
    /// What someone is by all rows that are about them.
    struct Standing {
        bool pupil{}, staff{}, was_staff{}, withdrawn{};
        Relation guardian{};
    };
    enum class Status : std::uint8_t { active = 1, deleted = 2, unclear = 3 };

    bool begin();
    [[nodiscard]] bool reads(std::string_view file) const { return manifest_.mode(file) != FileMode::absent; }
    void orgs();
    void sessions();
    void classes();
    void take_class(CsvTable&);
    [[nodiscard]] bool in_year(std::string_view terms) const;
    void roles();
    void take_role(CsvTable&);
    void enrolments();
    void take_enrolment(CsvTable&);
    enum class Before : std::uint8_t { unknown = 0, taken_back = 1 };
    /// What the row that had this id before said is no longer so.
    Before take_back(std::string_view id);
    // oneroster_users.cpp
    void users();
    void take_user(CsvTable&);
    void remove(const std::string& key) { ledger_.remove_person(key); }
    [[nodiscard]] Standing standing(CsvTable&, const std::string& key);
    void take_pupil(CsvTable&, std::string key);
    void take_staff(CsvTable&, std::string key, const Standing&);
    void changed_roles();
    void guardians();
    void take_guardian(CsvTable&);

    Status status(CsvTable&, std::size_t column);

    Reading& reading_;
    CsvDelivery delivery_;
    FileMode may_be_;
    Manifest manifest_{};
    Snapshot school_{};  ///< year, BRIN, name and sites; the people are in the ledger
    Ledger ledger_;
    Enrolments* known_{};  ///< none: this delivery stands alone
    std::chrono::year_month_day today_{};
    Terms terms_{YearNamedBy::end};
    std::set<std::string, std::less<>> ours_{};                           ///< orgs
    std::set<std::string, std::less<>> theirs_{};                         ///< other schools in the same delivery
    std::unordered_set<std::string> other_years_{};                       ///< classes of ours, not of this year
    std::unordered_map<std::string, Standing> standings_{};               ///< 1.2
    std::unordered_set<std::string> in_users_{};                          ///< only where roles.csv holds changes
    std::unordered_map<std::string, std::vector<std::string>> agents_{};  ///< of a pupil
    std::unordered_map<std::string, std::vector<std::string>> wards_{};   ///< of an agent
};

}  // namespace monitor::roster
