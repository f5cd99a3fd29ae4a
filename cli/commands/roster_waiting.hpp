#pragma once
// cli: `monitor roster status|links|confirm|discard|link`: what waits for a person, and who has no account yet?

#include <string_view>

#include "command.hpp"
#include "monitor/store/rosters.hpp"

namespace monitor::cli {

/// Hangs them on the command `roster`.
void add_roster_waiting(CLI::App& roster, Context&, Work& chosen);
/// "held_for_consent"
[[nodiscard]] std::string_view word(store::Fate) noexcept;

}  // namespace monitor::cli
