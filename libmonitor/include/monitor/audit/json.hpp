#pragma once
// audit: how is a line of the log said to another program? One line of JSON; the members stand in docs/formats/audit.md.

#include <cstdint>
#include <string>

#include "monitor/audit/trail.hpp"

namespace monitor::audit {

/// `lasting`: no pupil, no device, no address, also while they are there: for whoever keeps lines elsewhere, beyond our terms.
enum class Told : std::uint8_t { lasting = 0, whole = 1 };

/// Ids and words, never a name. Without a line break.
[[nodiscard]] std::string json(SchoolId, const Kept&, Told);

}  // namespace monitor::audit
