#pragma once
// roster: what must be put right in a snapshot that was just read, before anyone uses it?

#include "monitor/roster/snapshot.hpp"
#include "roster/findings.hpp"

namespace monitor::roster {

/// A user name that two people have is taken from all of them: nobody could say whose screen it is.
[[nodiscard]] Import settled(Snapshot, Findings);

}  // namespace monitor::roster
