#pragma once
// cli: `monitor roster diff`: what would change between two deliveries?

#include "typed.hpp"

namespace monitor::cli {

/// Hangs `diff` on the command `roster`.
void add_roster_diff(Command roster);

}  // namespace monitor::cli
