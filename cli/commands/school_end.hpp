#pragma once
// cli: how does a school leave, and what does it get to show for it?

#include "typed.hpp"

namespace monitor::cli {

/// end, certificate
void add_school_end(Command school);

}  // namespace monitor::cli
