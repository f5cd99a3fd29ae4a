#pragma once
// store: how is everything of one school gone, in one go, and what is left to show for it?
//
// What stays is a row without a person in it: which school, when, how much of each kind, and the root of its log. It also keeps the
// school from coming back by itself, with an import that somebody forgot to stop.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/audit/merkle.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/retention/term.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

struct Counted {
    retention::Kind kind{};
    std::uint64_t rows{};
    friend bool operator==(const Counted&, const Counted&) = default;
};

/// Why a school ends, and what its log was then. The caller wrote the end down, and signed the log, before.
struct Ending {
    std::chrono::sys_days asked{};          ///< the day of the written request
    std::optional<school::Duty> asked_by{};  ///< of the colleague who did it here; empty: the operator
    std::uint64_t lines{};                  ///< of the school's log
    audit::Hash root{};
    std::string checkpoint{};               ///< a signed note over them
};

/// Zero: not all of it is known to be gone. The next sweep sees to it.
enum class Finished : std::uint8_t { no = 0, yes = 1 };

struct Ended {
    SchoolId school{};
    std::string brin{}, name{};
    Instant at{};
    Ending ending{};
    std::vector<Counted> rows{};  ///< by kind, in the order of the kinds; none of which there was nothing
    std::uint64_t keys{};
    Finished finished{};
};

/// A port over both files; may be called from any thread but theirs.
class Endings {
public:
    virtual ~Endings() = default;
    Endings(const Endings&) = delete;
    Endings& operator=(const Endings&) = delete;

    /// What end() would take; nothing is changed. Remedy::not_found: no such school.
    [[nodiscard]] virtual std::expected<std::vector<Counted>, Error> holdings(SchoolId) = 0;
    /// Every row of every table, in one transaction a file; sessions, devices and open views end with it. Then its keys are
    /// destroyed and the write-ahead logs emptied. What breaks off after the first transaction is finished by the next sweep.
    [[nodiscard]] virtual std::expected<Ended, Error> end(SchoolId, const Ending&) = 0;
    /// Empty: no school with that BRIN ended here.
    [[nodiscard]] virtual std::expected<std::optional<Ended>, Error> ended(std::string_view brin) = 0;
    /// It may be made anew, from nothing. What is kept of its end is forgotten. Remedy::conflict: the end is not finished.
    [[nodiscard]] virtual std::expected<void, Error> begin_again(SchoolId) = 0;

protected:
    Endings() = default;
};

}  // namespace monitor::store
