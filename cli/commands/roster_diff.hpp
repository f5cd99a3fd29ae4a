#pragma once
// cli: `monitor roster diff`: what would change between two deliveries?

#include "command.hpp"

namespace monitor::cli {

/// Hangs `diff` on the command `roster`.
void add_roster_diff(CLI::App& roster, Context&, Work& chosen);

}  // namespace monitor::cli
