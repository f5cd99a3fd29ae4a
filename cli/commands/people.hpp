#pragma once
// cli: what may one person ask of the school, below `monitor privacy`?

#include "command.hpp"

namespace monitor::cli {

/// access, erase, kept-out, let-back
void add_people(CLI::App& privacy, Context&, Work& chosen);
/// unlink, device
void add_corrections(CLI::App& privacy, Context&, Work& chosen);

}  // namespace monitor::cli
