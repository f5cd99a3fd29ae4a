#pragma once
// cli: what may one person ask of the school, below `monitor privacy`?

#include "typed.hpp"

namespace monitor::cli {

/// access, erase, kept-out, let-back
void add_people(Command privacy);
/// unlink, device
void add_corrections(Command privacy);

}  // namespace monitor::cli
