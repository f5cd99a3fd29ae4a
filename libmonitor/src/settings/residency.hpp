#pragma once
// settings: [residency].

#include "monitor/settings/residency.hpp"
#include "settings/section.hpp"

namespace monitor::settings {

[[nodiscard]] Residency read_residency(Section);

}  // namespace monitor::settings
