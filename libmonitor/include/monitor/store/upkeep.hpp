#pragma once
// store: what is past its deadline, and how does it go?

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/policy/facts.hpp"
#include "monitor/retention/term.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::store {

/// What is past its deadline, by kind; nothing is deleted by asking.
struct Due {
    retention::Kind kind{};
    std::uint64_t count{};
    std::optional<Instant> oldest{};  ///< the earliest deadline among them
};

/// The housekeeping of both files. A port; may be called from any thread.
class Upkeep {
public:
    virtual ~Upkeep() = default;
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;

    [[nodiscard]] virtual std::expected<std::vector<Due>, Error> due(Instant now) = 0;
    /// Deletes what due() lists, destroys the keys of school years that are over, and empties the write-ahead logs.
    [[nodiscard]] virtual std::expected<std::vector<Due>, Error> sweep(Instant now) = 0;
    [[nodiscard]] virtual std::expected<std::optional<Instant>, Error> high_water() = 0;
    [[nodiscard]] virtual std::expected<void, Error> raise_high_water(Instant) = 0;

protected:
    Upkeep() = default;
};

/// What the rules are told of a clock.
[[nodiscard]] policy::Timekeeping timekeeping(retention::Trust) noexcept;

}  // namespace monitor::store
