#pragma once
// audit: which lines, and which looks, does somebody get to read, newest first and a page at a time?

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <vector>

#include "monitor/audit/logbooks.hpp"
#include "monitor/audit/trail.hpp"

namespace monitor::audit {

/// Below every line there can be.
inline constexpr std::uint64_t from_the_end = ~std::uint64_t{};

/// Does somebody stand in this line: as who did it, as whom it was about, or in a ruling?
[[nodiscard]] bool names(const Entry&, const Whom&);

/// Empty: whatever.
struct Wanted {
    std::optional<Instant> from{}, until{};  ///< until is past the end
    std::set<Act> acts{};
    std::optional<StaffId> staff{};
    std::optional<PupilId> pupil{};
};
template <class Read>
struct Page {
    std::vector<Read> found{};
    /// Ask on from here: what stands below it was not looked at. Empty: that was all.
    std::optional<std::uint64_t> next{};
};

/// At most so many lines that are wanted, of those below `before`. Where few fit, it stops after having opened `most_opened` lines,
/// with less; so no page waits long for another, and memory does not grow with the log.
inline constexpr std::size_t most_opened = 4000;
[[nodiscard]] std::expected<Page<Kept>, Error> lines(Trail&, Logbooks&, SchoolId, const Wanted&, std::uint64_t before,
                                                     std::size_t at_most);

/// How a look ended.
struct LookEnd {
    Instant at{};
    std::uint16_t reason{};                    ///< a wire::EndReason
    std::optional<policy::Refusal> refusal{};  ///< the rules ended it
};
/// One look, put together from its lines.
struct Look {
    std::uint64_t line{};  ///< with which it began, or was refused
    Instant began{};
    StaffId staff{};
    policy::Action action{policy::Action::grid};
    policy::LookPurpose purpose{};
    std::optional<GroupId> group{};
    std::vector<PupilId> pupils{};             ///< of a look at one pupil's, that one
    std::optional<policy::Refusal> refused{};  ///< it never began
    std::optional<LookEnd> end{};              ///< empty: it is still going on, or its end was never written down
};
/// `whose`: of a pupil the looks in which they were seen, from when to when; of a member of staff those they began or were refused.
[[nodiscard]] std::expected<Page<Look>, Error> looks(Logbooks&, SchoolId, const Whom& whose, std::uint64_t before,
                                                     std::size_t at_most);

}  // namespace monitor::audit
