#pragma once
// store: what did a school choose about its own data: which terms are shorter, and is its privacy page public?

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/retention/terms.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

struct Choice {
    retention::Terms terms{};           ///< of everything but the log, whose term is audit::Logbooks'
    std::optional<Instant> published{};  ///< since when anybody may read its privacy page; empty: nobody may
};

/// Zero: a page that nobody but the school reads.
enum class Publication : std::uint8_t { none = 0, open = 1 };

/// A port. Called only on Stores::people_thread.
class Choices {
public:
    virtual ~Choices() = default;
    Choices(const Choices&) = delete;
    Choices& operator=(const Choices&) = delete;

    [[nodiscard]] virtual std::expected<Choice, Error> of(SchoolId) = 0;
    /// Also of what is there already: it ends at the latest when it would have, were it kept under the new term. Recorded by the
    /// caller, before. Remedy::correct_input: not within retention::room(), or the log's.
    [[nodiscard]] virtual std::expected<void, Error> shorten(SchoolId, retention::Kind, std::chrono::seconds) = 0;
    /// The ceiling again, for what comes from now on.
    [[nodiscard]] virtual std::expected<void, Error> restore(SchoolId, retention::Kind) = 0;
    [[nodiscard]] virtual std::expected<void, Error> publish(SchoolId, Publication) = 0;
    /// Those whose page is public, in the order of their names.
    [[nodiscard]] virtual std::expected<std::vector<school::School>, Error> published() = 0;

protected:
    Choices() = default;
};

}  // namespace monitor::store
