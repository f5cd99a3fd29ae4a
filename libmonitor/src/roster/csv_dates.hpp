#pragma once
// roster: does this row hold today, and what stands in a cell that is a list?

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "roster/csv_table.hpp"

namespace monitor::roster {

enum class When : std::uint8_t { now = 1, over = 2, later = 3, unclear = 4 };
/// From the first day on, until the last day: that day itself is out (1EdTech). Empty cells limit nothing; what is no date is
/// said.
[[nodiscard]] When when(CsvTable&, std::size_t first, std::size_t last, std::chrono::year_month_day today);

/// What stands in one cell as "a,b,c".
[[nodiscard]] std::vector<std::string> listed(std::string_view cell);

}  // namespace monitor::roster
