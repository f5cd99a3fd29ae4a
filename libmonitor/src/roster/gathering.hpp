#pragma once
// roster: how do lines that come in any order become one snapshot, without doubles and without references to nothing?

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/roster/snapshot.hpp"
#include "roster/findings.hpp"
#include "roster/key_index.hpp"

namespace monitor::roster {

constexpr std::size_t longest_value = 256;  ///< bytes of a key or a name: what check() takes

/// What a form said of one person; emptied, and wiped, for the next. Nothing of someone who is left out stays in memory.
struct Words {
    static constexpr std::size_t most_groups = 256;
    struct Reference {
        std::string key{};
        int line{};
    };
    std::string_view element{};  ///< a literal, as the form calls such a person: "leerling"
    std::size_t number{};        ///< the how manieth in the file, from 1
    int line{};
    std::string key{}, first{}, given{}, initials{}, infix{}, surname{}, user{}, email{}, code{}, site{};
    std::vector<Reference> groups{};
    std::optional<std::chrono::year_month_day> left{};

    Words();
    ~Words() { clear(); }
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;
    void clear() noexcept;
    /// No more than one above the most.
    void refer(std::string_view group, int line);
    /// "leerling[3]", or "leerling[3]/groep": as XPath counts.
    [[nodiscard]] std::string place(std::string_view below = {}) const;
};

/// Fills a snapshot. References may come before what they mean; what is found to mean nothing is left out and told.
class Gathering {
public:
    Gathering(Snapshot& snapshot, Findings& findings, std::chrono::year_month_day today);

    void site(std::string_view key, std::string_view name, int line);
    void group(std::string_view key, std::string_view name, GroupKind, int line);
    /// There is such a group, but not in this school year: references to it are passed over.
    void group_elsewhere(std::string_view key) { elsewhere_.emplace(key); }
    void pupil(const Words&);
    void staff(const Words&);
    void leaver() { ++leavers_; }
    /// To be called once, at the end. `only`: the site of a school that names none.
    void finish(const SiteLine& only);

private:
    enum class Who : std::uint8_t { pupil = 1, staff = 2 };
    struct Late {  // a reference to a group that was not known yet
        Who who{};
        std::size_t person{}, number{};
        std::uint32_t site{};
        int line{};
        std::string_view element{};
        std::string key{};
    };
    struct SiteSeen {
        std::uint32_t number{};
        int line{};  // where it was first referred to; 0: it is listed
    };

    [[nodiscard]] bool room(std::size_t listed, std::string_view element, int line);
    [[nodiscard]] bool fit(const Words&, std::string_view name);
    void refer(const Words&, Who, std::vector<std::string>& groups, std::size_t person);
    std::uint32_t site_number(const Words&);
    void belongs(Who, std::vector<std::string>& groups, std::string_view key, std::size_t group, std::uint32_t site);
    void resolve_late();
    void settle_sites(const SiteLine& only);

    Snapshot& snapshot_;
    Findings& findings_;
    std::chrono::year_month_day today_;
    KeyIndex<GroupLine> groups_;
    KeyIndex<PupilLine> pupils_;
    KeyIndex<StaffLine> staff_;
    std::vector<std::map<std::uint32_t, std::uint32_t>> pupils_at_{};  // of each group: how many of which site
    std::map<std::string, SiteSeen, std::less<>> sites_{};
    std::set<std::string, std::less<>> elsewhere_{};
    std::vector<Late> late_{};
    std::uint64_t leavers_{};
};

}  // namespace monitor::roster
