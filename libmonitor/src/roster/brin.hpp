#pragma once
// roster: which school and which location is meant by "99XX", "99xx1" or "99XX01"?

#include <optional>
#include <string>
#include <string_view>

namespace monitor::roster {

/// A school and one of its locations; 00 is the main one, also where nothing is written.
struct Brin {
    std::string school{};            ///< "99XX"
    std::string location{"00"};      ///< two digits
    friend bool operator==(const Brin&, const Brin&) = default;
};
/// Two digits, two letters of either case, at most two digits; spaces do not count. Else empty.
[[nodiscard]] std::optional<Brin> brin_from(std::string_view text);

}  // namespace monitor::roster
