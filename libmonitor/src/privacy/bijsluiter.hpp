#pragma once
// privacy: the leaflet's sections, for itself and as an annex.

#include "privacy/writing.hpp"

namespace monitor::privacy {

[[nodiscard]] std::vector<Section> bijsluiter_sections(const Writing&, int level);

}  // namespace monitor::privacy
