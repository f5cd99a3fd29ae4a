#pragma once
// store: what did a school set itself: its locations, their networks and hours, and what it is connected to?

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

/// Written down: append, never renumber.
enum class Connected : std::uint8_t { roster = 1, directory = 2 };
/// Zero: nothing is fetched.
enum class Switch : std::uint8_t { off = 0, on = 1 };

/// How the last run of a connection went.
struct Run {
    Instant at{};
    std::uint16_t problem{};      ///< 0: none; else sync::Problem
    std::uint64_t findings{};
    std::uint64_t persons{};
};
struct Connection {
    Connected kind{};
    Switch state{Switch::on};
    std::optional<Run> last{};
    std::optional<Instant> last_good{};
};

/// A port, for sync and frontends. Called only on Stores::people_thread.
class Schools {
public:
    virtual ~Schools() = default;
    Schools(const Schools&) = delete;
    Schools& operator=(const Schools&) = delete;

    /// Makes the school, or names it anew; the BRIN says which. `site`, when it has none yet, becomes its first. Of its board the
    /// name says which: a new one is made, "" is none, and without one it keeps the board it has.
    [[nodiscard]] virtual std::expected<SchoolId, Error> keep(const school::School&, const std::string& first_site) = 0;
    /// Name, networks and hours of a site that is there. A network that is no Network::is_one_place() is refused.
    [[nodiscard]] virtual std::expected<void, Error> set(SchoolId, const school::Site&) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Connection>, Error> connections(SchoolId) = 0;
    /// Switching the roster off is the school's own right (P13): at once, and recorded by the caller.
    [[nodiscard]] virtual std::expected<void, Error> turn(SchoolId, Connected, Switch) = 0;
    [[nodiscard]] virtual std::expected<void, Error> ran(SchoolId, Connected, const Run&) = 0;

protected:
    Schools() = default;
};

/// The one of that kind; empty: never fetched, and never switched.
[[nodiscard]] std::expected<std::optional<Connection>, Error> connection(Schools&, SchoolId, Connected);

}  // namespace monitor::store
