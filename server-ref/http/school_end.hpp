#pragma once
// pages: how does a school leave, when its board asks for it?

#include "http/html.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

/// The way to it; empty for who may not.
[[nodiscard]] Html end_card(Visit&);
/// What would go, and on which day it was asked for.
[[nodiscard]] Response end_page(Visit&);
/// The second question; then the certificate.
[[nodiscard]] Response end_school(Visit&);

}  // namespace monitor::pages
