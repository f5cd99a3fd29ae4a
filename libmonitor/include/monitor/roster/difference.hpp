#pragma once
// roster: what would change if this snapshot took the place of that one?

#include <cstdint>
#include <vector>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

enum class Move : std::uint8_t { added = 1, changed = 2, removed = 3 };
enum class Part : std::uint8_t { site = 1, group = 2, pupil = 3, staff = 4, guardian = 5 };

struct Step {
    Move move{};
    Part part{};
    Key key{};
};
struct Tally {
    std::uint64_t added{}, changed{}, removed{}, unchanged{};
    friend bool operator==(const Tally&, const Tally&) = default;
};
struct Difference {
    std::vector<Step> steps{};  ///< sites, groups, pupils, staff, guardians; each in the order of its keys
    Tally pupils{}, staff{}, groups{}, guardians{};
};
[[nodiscard]] Difference difference(const Snapshot& before, const Snapshot& after);

/// The share above which a person must confirm a removal, and the number below which nobody is asked.
struct Guard {
    int percent{20};
    std::uint64_t few{5};
};
enum class Verdict : std::uint8_t { hold = 0, go = 1 };
/// `before` counts those who are there now. Holds what would remove more than `percent` of pupils or of staff.
[[nodiscard]] Verdict verdict(const Tally& pupils, const Tally& staff, Guard = {});

}  // namespace monitor::roster
