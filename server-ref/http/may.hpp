#pragma once
// pages: may this colleague do that? Pages find the facts; the rules are policy's.

#include "http/visit.hpp"
#include "monitor/policy/acts.hpp"

namespace monitor::pages {

/// What the rules look at, as far as every page knows it: who this colleague is at the school that the page is about.
[[nodiscard]] policy::ActFacts standing(const Visit&);
/// Asks the rules about an act at that school, and the clock where the act needs one, with nothing known but standing() …
[[nodiscard]] policy::ActRuling may(const Visit&, policy::AdminAct);
/// … or with what the page found out besides.
[[nodiscard]] policy::ActRuling may(const Visit&, policy::AdminAct, policy::ActFacts);

}  // namespace monitor::pages
