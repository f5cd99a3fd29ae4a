#pragma once
// settings: how is a [[connection]] read?

#include <filesystem>

#include "monitor/settings/connections.hpp"
#include "settings/address.hpp"
#include "settings/section.hpp"

namespace monitor::settings {

/// `reach`: how far the server's own address reaches; a service at http://127.0.0.1 is taken only where all stay on this machine.
[[nodiscard]] Connection read_connection(Section, const std::filesystem::path& directory, Reach reach);
/// What is wrong between them: two of one kind for one school, "when_changed" without a directory.
void compare_connections(const std::vector<Connection>&, const std::vector<int>& lines, Problems&);

}  // namespace monitor::settings
