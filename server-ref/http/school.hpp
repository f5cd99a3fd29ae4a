#pragma once
// pages: all that the administrator's page shows of a school, read at once.

#include <array>
#include <expected>
#include <string>
#include <vector>

#include "http/visit.hpp"
#include "http/written.hpp"

namespace monitor::pages {

struct SchoolView {
    const school::Roll& roll;
    std::vector<store::Connection> connections{};
    std::vector<store::Held> held{};
    std::vector<store::OpenLink> links{};
    std::vector<identity::Device> devices{};
};

/// The duties that an administrator hands out here; one of a board is made by the operator, and can only be relieved here.
inline constexpr std::array handed_out{school::Duty::school_admin, school::Duty::privacy_officer, school::Duty::support};

/// For administrators of the school and of its board; for everyone else the page is not there.
[[nodiscard]] bool may_manage(const Colleague&);
[[nodiscard]] std::expected<SchoolView, Error> school_view(const Visit&);

}  // namespace monitor::pages
