#pragma once
// roster: what is someone at a school, by the words that OneRoster and School Data Sync use for it?

#include <cstdint>
#include <optional>
#include <string_view>

#include "monitor/roster/directory.hpp"
#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

/// Pupil, staff, or one of those who care for a pupil; unknown words and roles that are none of these grant nothing.
struct Capacity {
    Role role{};
    Relation guardian{};  ///< unknown: none
};
[[nodiscard]] Capacity oneroster_capacity(std::string_view word);
/// The default list of values of School Data Sync: everything in its group Staff is staff.
[[nodiscard]] Capacity sds_capacity(std::string_view word);
/// relationshipRole of School Data Sync; empty: someone who does not care for the pupil as family does (doctor, child).
[[nodiscard]] std::optional<Relation> sds_relation(std::string_view word);
/// Whether that role in a class is teaching it.
[[nodiscard]] bool teaches(std::string_view word);

/// "true", "1", "yes" and their opposites.
[[nodiscard]] Enabled enabled_from(std::string_view word);

}  // namespace monitor::roster
