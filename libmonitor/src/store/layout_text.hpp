#pragma once
// store: how do networks, school hours and kinds of groups stand in a cell? As lines of text a person can read, or a number. Private.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/school/calendar.hpp"
#include "monitor/school/network.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

/// "10.1.0.0/16", a line each.
[[nodiscard]] std::string text(const std::vector<school::Network>&);
/// "open 1 510 930": Monday from 8:30 to 15:30, in minutes. "closed 2026-10-17 2026-10-25": both days in. A line each.
[[nodiscard]] std::string text(const school::Hours&);

/// Failure when the text is not what text() writes.
[[nodiscard]] std::vector<school::Network> networks(std::string_view text);
[[nodiscard]] school::Hours hours(std::string_view text);
[[nodiscard]] school::GroupKind group_kind(std::int64_t number);

}  // namespace monitor::store
