#pragma once
// audit: which words stand in an export? Private; docs/formats/audit.md.

#include <cstddef>
#include <string_view>

namespace monitor::audit::words {

inline constexpr std::string_view title = "libmonitor audit export 1";
inline constexpr std::string_view checkpoints = "checkpoints ", lines = "lines ";
inline constexpr std::string_view whole = "whole", lasting = "lasting", erased = "erased";
/// 10,000 rulings with all their facts, in base64.
inline constexpr std::size_t longest_line = 2'000'000;

}  // namespace monitor::audit::words
