#pragma once
// cli: `monitor roster status|links|confirm|discard|link`: what waits for a person, and who has no account yet?

#include <string_view>

#include "monitor/store/rosters.hpp"
#include "typed.hpp"

namespace monitor::cli {

/// Hangs them on the command `roster`.
void add_roster_waiting(Command roster);
/// "held_for_consent"
[[nodiscard]] std::string_view word(store::Fate) noexcept;

}  // namespace monitor::cli
