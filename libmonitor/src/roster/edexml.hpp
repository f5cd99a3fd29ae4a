#pragma once
// roster: what does an administration say in the elements of EDEXML, wherever they stand: in <EDEX>, or in an answer of UWLR?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/roster/readers.hpp"
#include "roster/gathering.hpp"
#include "roster/written.hpp"
#include "roster/xml.hpp"

namespace monitor::roster {

/// The elements of EDEXML 1.03, 2.0 and 2.1 that are heard, below `frame`. Written here, and only here, is what may come in.
// clang-format off
enum class Edex : xml::Node {
    frame = 1, school, year, brin, location, flemish,
    sites, site, site_name,
    groups, group, composed_group, group_name,
    pupils, pupil, staff, member,
    surname, infix, given, initials, first, user, email, left,
    base_group, group_list, group_reference, site_reference, role,
    end,  ///< the first number that a form around these elements may use for its own
};
// clang-format on
[[nodiscard]] std::vector<xml::Rule> edex_rules();

/// Hears them.
class EdexListener final : public xml::Listener {
public:
    EdexListener(Snapshot&, Findings&, const Reading&);
    void opened(const xml::Rule&, const xml::Attributes&, int line) override;
    void closed(const xml::Rule&, std::string_view text, int line) override;
    /// To be called once, when all was read.
    void finish();
    [[nodiscard]] bool any_school() const noexcept { return schools_ > 0; }

private:
    struct School {
        std::optional<school::SchoolYear> year{};
        std::optional<BrinNumber> brin{};
        std::string location{};
        bool flemish{false};
    };
    void take(Edex, std::string_view text, int line);
    void finish(Edex, int line);
    void begin(std::string_view element, std::size_t number, std::string_view key, int line);
    void refer(std::string_view element, std::string_view key, int line);
    void take_year(std::string_view text, int line);
    void take_brin(std::string_view text, int line);
    void school_closed(int line);
    void conclude();
    void member_closed();

    Snapshot& snapshot_;
    Findings& findings_;
    std::string expected_brin_;
    std::optional<school::SchoolYear> expected_year_;
    Gathering gathering_;
    School said_{}, now_{};  // by the first <school>; by this one
    Words words_{};
    std::string key_{}, name_{};  // of the site or group that is open
    std::size_t schools_{}, pupils_{}, members_{};
    bool base_group_{false}, pupils_element_{false};
    std::uint32_t roles_{}, parent_roles_{}, parents_{};
};

}  // namespace monitor::roster
