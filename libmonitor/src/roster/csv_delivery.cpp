// roster: what is read of one delivery of several files, within one limit and one list of findings?

#include "roster/csv_delivery.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::roster {

bool CsvDelivery::has(std::string_view name) const {
    return std::ranges::any_of(files_.names(), [&](const std::string& one) { return same_word(one, name); });
}

std::unique_ptr<CsvTable> CsvDelivery::table(std::string_view name, Need need, std::span<const Column> columns, Told told) {
    auto source = files_.open(name);
    if (source) return std::make_unique<CsvTable>(std::string{name}, *std::move(source), meter_, findings_, columns, told);
    if (source.error().remedy != Remedy::not_found) {
        findings_.fatal(0, std::string{name}, fmt::format("cannot be opened: {}", source.error().place));
    } else if (need == Need::required) {
        findings_.fatal(0, std::string{name}, "is not in the delivery; the files lie at its root, not in a folder below it");
    }
    return nullptr;
}

}  // namespace monitor::roster
