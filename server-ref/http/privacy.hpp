#pragma once
// pages: the way to what this server keeps of people, and how a document becomes a page.

#include "http/html.hpp"
#include "http/visit.hpp"
#include "monitor/privacy/document.hpp"

namespace monitor::pages {

[[nodiscard]] Html privacy_link(Visit&);
/// A document from its title on.
[[nodiscard]] Html shown(const privacy::Document&, const Html& after_opening = {});

}  // namespace monitor::pages
