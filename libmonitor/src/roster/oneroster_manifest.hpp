#pragma once
// roster: which version of OneRoster is this, and which of its files are whole, changes only, or not meant?

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "roster/csv_delivery.hpp"

namespace monitor::roster {

enum class OneRosterVersion : std::uint8_t { v1_1 = 1, v1_2 = 2 };
enum class FileMode : std::uint8_t { absent = 0, bulk = 1, delta = 2 };

struct Manifest {
    OneRosterVersion version{OneRosterVersion::v1_1};
    std::map<std::string, FileMode, std::less<>> files{};  ///< "users" and so on
    [[nodiscard]] FileMode mode(std::string_view file) const {
        const auto found = files.find(file);
        return found == files.end() ? FileMode::absent : found->second;
    }
};
/// Without a manifest.csv what is there is taken as whole, with a note. Empty: a fatal finding says why it cannot be read.
[[nodiscard]] std::optional<Manifest> manifest_of(CsvDelivery&);

}  // namespace monitor::roster
