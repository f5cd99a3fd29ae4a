#pragma once
// retention: which terms did a school make shorter, and which then hold?

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>

#include "monitor/retention/term.hpp"

namespace monitor::retention {

/// How far a school may go: `longest` is the ceiling.
struct Room {
    std::chrono::seconds shortest{}, longest{};
};
/// Empty: a term that nobody sets: it ends with the school year, with the school, or with the connection.
[[nodiscard]] std::optional<Room> room(Kind) noexcept;

/// Since when every line of a log must still be there, and since when with the persons in it, whatever a school set.
struct LogStands {
    Instant lines{}, persons{};
};
[[nodiscard]] LogStands log_stands_since(Instant now);

enum class TermFlaw : std::uint8_t {
    not_to_set = 1,  ///< room() is empty
    too_short = 2,   ///< what it is for could not be done any more
    too_long = 3,    ///< above the ceiling
};

/// A value: one school's own terms, none at first. Whatever is put in, of() never goes above the ceiling.
class Terms {
public:
    [[nodiscard]] std::expected<void, TermFlaw> shorten(Kind, std::chrono::seconds);
    /// Back to the ceiling.
    void restore(Kind kind) { own_.erase(kind); }
    [[nodiscard]] Term of(Kind) const noexcept;
    /// of(), where that is a span and `asked` is shorter: `asked`.
    [[nodiscard]] Term of(Kind, std::chrono::seconds asked) const;
    [[nodiscard]] const std::map<Kind, std::chrono::seconds>& own() const noexcept { return own_; }
    friend bool operator==(const Terms&, const Terms&) = default;

private:
    std::map<Kind, std::chrono::seconds> own_{};
};

/// The kind with that word(); empty: there is none.
[[nodiscard]] std::optional<Kind> kind_of(std::string_view word) noexcept;

}  // namespace monitor::retention
