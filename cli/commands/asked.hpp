#pragma once
// cli: on which day did somebody ask for it in writing, and may the operator then do it?

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "command.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/policy/acts.hpp"

namespace monitor::cli {

/// "2026-11-20"; empty: not a day.
[[nodiscard]] std::optional<std::chrono::sys_days> day_from(const std::string&);
/// Asks the rules, for the operator, with the request recorded. What is wrong has been told when an Exit comes back.
[[nodiscard]] std::expected<std::chrono::sys_days, Exit> asked_on(const Context&, SchoolId, policy::AdminAct, const std::string& day);

}  // namespace monitor::cli
