#pragma once
// cli: how does a school leave, and what does it get to show for it?

#include "command.hpp"

namespace monitor::cli {

/// end, certificate
void add_school_end(CLI::App& school, Context&, Work& chosen);

}  // namespace monitor::cli
