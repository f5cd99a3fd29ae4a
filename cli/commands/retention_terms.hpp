#pragma once
// cli: how long may everything exist at a school, and what was erased because of it?

#include <string>

#include "command.hpp"

namespace monitor::cli {

[[nodiscard]] Exit show_terms(const Context&, const std::string& brin);
/// `term`: "24h", "90d", or "ceiling".
[[nodiscard]] Exit set_term(const Context&, const std::string& brin, const std::string& kind, const std::string& term);
/// Read from the operator's log: what swept said before it did.
[[nodiscard]] Exit report(const Context&, int last_days);

}  // namespace monitor::cli
