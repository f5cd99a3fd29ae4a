#pragma once
// roster: what does ParnasSys say over its GKV (Generiek Koppelvlak) in the answers of getLeerlingen and getMedewerkers?

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/roster/readers.hpp"
#include "roster/gathering.hpp"
#include "roster/soap_fault.hpp"
#include "roster/xml.hpp"

namespace monitor::roster {

/// The elements that are heard. Not among them: adressen, telefoon, mobile, telefoonWerk (secret or not: nobody here needs them),
/// geboortedatum, geboorteplaats, geboorteland, geslacht, aanhef.
// clang-format off
enum class Gkv : xml::Node {
    envelope = 1, body, answer, result,
    years, year, year_id, year_name,
    groups, group, group_id, group_name, group_year,
    pupils, pupil, staff, member,
    id, code, first, given, infix, surname, email,
    placements, placement, placed_group, placed_year, from, until,
    enrolments, enrolment, enrolled_until,
    fault, fault_text, fault_detail,
};
// clang-format on
[[nodiscard]] std::vector<xml::Rule> gkv_rules();

/// Hears both answers, one after the other.
class GkvListener final : public xml::Listener {
public:
    GkvListener(Snapshot&, Findings&, const Reading&);
    void opened(const xml::Rule&, const xml::Attributes&, int line) override;
    void closed(const xml::Rule&, std::string_view text, int line) override;
    void finish();

private:
    struct Group {
        std::string id{}, name{}, year{};
        int line{};
    };
    struct Placement {
        std::string group{}, year{};
        std::optional<std::chrono::year_month_day> from{}, until{};
    };
    void take(Gkv, std::string_view text, int line);
    void finish(Gkv, int line);
    void begin(std::string_view element, std::size_t number, int line);
    void place_pupil(int line);
    void list_groups();
    [[nodiscard]] bool of_our_year(const std::string& id) const;
    [[nodiscard]] std::optional<std::chrono::year_month_day> day(std::string_view text, std::string_view element, int line);

    Snapshot& snapshot_;
    Findings& findings_;
    std::chrono::year_month_day today_, reference_;  // reference_: today, or the day of the school year that is nearest to it
    Gathering gathering_;
    std::map<std::string, std::optional<school::SchoolYear>, std::less<>> years_{};
    std::vector<Group> waiting_{};  // groups whose school year was not known yet
    std::string year_id_{};
    std::optional<school::SchoolYear> year_{};
    Group group_{};
    Placement placement_{};
    Words words_{};
    SoapFault fault_{};
    std::optional<std::chrono::year_month_day> best_from_{};
    std::size_t enrolments_{}, ended_{}, pupils_{}, members_{}, groups_{};
    std::optional<std::chrono::year_month_day> enrolled_until_{};
    bool pupils_element_{false}, members_element_{false};
};

}  // namespace monitor::roster
