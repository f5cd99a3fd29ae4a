#pragma once
// roster: which deliveries of OneRoster lie here, and what do they say together?
//
// A supplier gives a whole delivery now and then and changes in between (OneRoster CSV 1.1 and 1.2, §3: bulk and delta). Nothing here
// remembers what came before: the deliveries stay where they lie, from the newest whole one on, and are read again each time.

#include <expected>
#include <filesystem>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/roster/readers.hpp"

namespace monitor::roster {

/// Each a folder or a zip, in the order in which they are read.
using Deliveries = std::vector<std::filesystem::path>;

/// What lies at `path`: itself, where it is a delivery; in a folder of deliveries the newest whole one and all behind it. Newer is
/// what stands behind in the order of names, with numbers as numbers ("changes-2" before "changes-10"). Counted are zips and folders
/// whose name does not begin with a dot; a folder holds at most 1,000 of them.
[[nodiscard]] std::expected<Deliveries, Error> deliveries(const std::filesystem::path&);

/// The first is whole, each behind it is laid over what came before; it ends at the first that cannot be read. With several, a
/// finding's place begins with the name of its delivery.
[[nodiscard]] std::expected<Import, Error> read_oneroster(const Deliveries&, Reading = {});

}  // namespace monitor::roster
