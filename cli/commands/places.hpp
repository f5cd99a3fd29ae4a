#pragma once
// cli: does everything stand where it may (P9)?

#include <vector>

#include "commands/checks.hpp"
#include "monitor/settings/server.hpp"

namespace monitor::cli {

/// "place of …", one a part. On Azure the machine is asked.
[[nodiscard]] std::vector<Check> places(const Context&, const settings::Server&);

}  // namespace monitor::cli
