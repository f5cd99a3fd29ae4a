#pragma once
// pages: how is a moment said to a person who reads it today?

#include <string>

#include "http/visit.hpp"

namespace monitor::pages {

/// "vandaag om 08:15", "morgen om 02:15", "03-08 om 10:00"; in Amsterdam.
[[nodiscard]] std::string when(const Visit&, Instant);

}  // namespace monitor::pages
