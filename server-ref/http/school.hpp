#pragma once
// pages: all that the administrator's page shows of a school, read at once.

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

/// For administrators of the school and of its board; for everyone else the page is not there.
[[nodiscard]] bool may_manage(const Colleague&);
[[nodiscard]] std::expected<SchoolView, Error> school_view(const Visit&);

}  // namespace monitor::pages
