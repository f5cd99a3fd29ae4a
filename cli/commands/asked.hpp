#pragma once
// cli: may the operator do this for a school, and who asked for it?

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "monitor/policy/acts.hpp"
#include "office.hpp"

namespace monitor::cli {

/// What the rules are asked about.
struct Asking {
    policy::AdminAct act{};
    std::string requested{};  ///< the day on which it was asked for in writing, "2026-11-20"; empty: nobody did
    policy::GrantedDuty duty{};
};

/// To be asked before a person is: note() asks again, for they may take their time. What is wrong has been told when an Exit comes
/// back. The day: on which it was asked for.
[[nodiscard]] std::expected<std::optional<std::chrono::sys_days>, Exit> may(const Context&, Office&, SchoolId, const Asking&);
/// May they, and then as note(); the entry also says on which day it was asked for. The operator's own log has no rules.
[[nodiscard]] std::expected<void, Exit> note(const Context&, Office&, SchoolId, const Asking&, audit::Entry);

}  // namespace monitor::cli
