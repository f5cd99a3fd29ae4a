#pragma once
// cli: how long may everything exist at a school, and what was erased because of it?

#include <string>

#include "command.hpp"

namespace monitor::cli {

[[nodiscard]] Exit show_terms(const Context&, const std::string& brin);
struct TermWish {
    std::string school{};     ///< BRIN
    std::string kind{};       ///< "last_picture"
    std::string term{};       ///< "24h", "90d", or "ceiling"
    std::string requested{};  ///< the day on which the school asked
};
[[nodiscard]] Exit set_term(const Context&, const TermWish&);
/// Read from the operator's log: what swept said before it did.
[[nodiscard]] Exit report(const Context&, int last_days);

}  // namespace monitor::cli
