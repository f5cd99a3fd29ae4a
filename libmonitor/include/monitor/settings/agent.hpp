#pragma once
// settings: what did the operator set for the agent on a device?

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "monitor/settings/problem.hpp"

namespace monitor::settings {

struct Agent {
    std::filesystem::path state{"/var/lib/monitor-agent"};  ///< device key and counter, 0700
    std::filesystem::path socket{"/run/monitor-agent/desktop.sock"};
    std::string user{};                ///< the one account of this device; empty: whoever is logged in on the desktop
    std::filesystem::path enrolment{}; ///< file with the enrolment token; read once, then of no use
    std::string capture{"auto"};       ///< backend
};

[[nodiscard]] std::expected<Agent, Problems> agent(std::string_view toml, const std::filesystem::path& directory);

}  // namespace monitor::settings
