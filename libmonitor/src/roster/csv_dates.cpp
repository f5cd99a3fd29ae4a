// roster: does this row hold today, and what stands in a cell that is a list?

#include "roster/csv_dates.hpp"

#include <algorithm>

#include "roster/day.hpp"
#include "roster/written.hpp"

namespace monitor::roster {

When when(CsvTable& row, std::size_t first, std::size_t last, std::chrono::year_month_day today) {
    auto found = When::now;
    for (const auto column : {first, last}) {
        if (row[column].empty()) continue;
        const auto day = sheet_day(row[column]);
        if (!day) {
            row.say(Severity::skipped, column, "is no date such as 2026-08-01; what it limits does not count");
            return When::unclear;
        }
        if (column == first && today < *day) found = When::later;
        if (column == last && *day <= today) found = When::over;
    }
    return found;
}

std::vector<std::string> listed(std::string_view cell) {
    std::vector<std::string> items;
    while (!cell.empty()) {
        const auto end = std::min(cell.find(','), cell.size());
        if (const auto item = trimmed(cell.substr(0, end)); !item.empty()) items.emplace_back(item);
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return items;
}

}  // namespace monitor::roster
