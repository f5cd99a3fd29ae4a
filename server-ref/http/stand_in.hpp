#pragma once
// pages: how does a colleague take over a group for today?

#include "http/html.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

/// Folded away below one's own groups; empty when there is no other group.
[[nodiscard]] Html stand_in_form(Visit&);

}  // namespace monitor::pages
