// school: what is a duty called where it is written down?

#include <algorithm>

#include "monitor/school/roll.hpp"

namespace monitor::school {

std::string_view word(Duty duty) noexcept {
    switch (duty) {
        case Duty::school_admin: return "school_admin";
        case Duty::board_admin: return "board_admin";
        case Duty::privacy_officer: return "privacy_officer";
        case Duty::support: return "support";
    }
    return "unknown";
}

std::optional<Duty> duty(std::string_view text) noexcept {
    const auto* const found = std::ranges::find(all_duties, text, [](Duty one) { return word(one); });
    return found == all_duties.end() ? std::nullopt : std::optional{*found};
}

bool for_technique_alone(const Staff& staff) {
    return staff.teaches.empty() && std::ranges::find(staff.duties, Duty::support) != staff.duties.end();
}

}  // namespace monitor::school
