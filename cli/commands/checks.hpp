#pragma once
// cli: what does `monitor doctor` look at?

#include <cstdint>
#include <string>
#include <vector>

#include "command.hpp"

namespace monitor::cli {

enum class Health : std::uint8_t { ok = 1, warning = 2, wrong = 3 };

struct Check {
    Health health{Health::wrong};
    std::string subject{};  ///< a word that stays the same: "settings", "audit 99XX"
    std::string found{};
    std::string advice{};  ///< what to do, when it is not ok
};

/// Looks at everything and changes nothing; at least one Check.
[[nodiscard]] std::vector<Check> examined(const Context&);

}  // namespace monitor::cli
