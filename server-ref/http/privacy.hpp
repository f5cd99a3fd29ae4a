#pragma once
// pages: the way to what this server keeps of people.

#include "http/html.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

[[nodiscard]] Html privacy_link(Visit&);

}  // namespace monitor::pages
