#pragma once
// retention: how long may each kind of record exist, and when must it be gone?

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "monitor/base/clock.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::retention {

/// Everything the system keeps. Storing takes a Kind, so nothing is without a term. Written down: append, never renumber.
enum class Kind : std::uint8_t {
    last_picture = 1,
    open_tabs = 2,
    pupil = 3,
    staff = 4,
    membership = 5,
    school_layout = 6,   ///< school, sites, groups, networks, hours: nothing personal
    device = 7,
    enrolment_token = 8,
    session = 9,
    sign_in_attempt = 10,
    audit_entry = 11,
    audit_chain = 12,    ///< hashes only
    bookkeeping = 13,    ///< schema version, revisions, clock high-water mark
    right = 14,          ///< a duty at the school, or standing in for a colleague
    invitation = 15,     ///< with which somebody takes up a duty; a code with which parents read
    held_import = 16,    ///< waits for a person; the next year's for 1 August and at most 7 days more
    link_key = 17,       ///< keyed hash that may tell whose account is whose; gone once it has
    directory_account = 18,
    connection = 19,     ///< whether a school takes its roster and directory from somewhere, and how the last run went
    line = 20,           ///< who is connected now: in memory, never written, gone with the connection
    audit_personal = 21, ///< what of an audit entry leads to a pupil or a place
    remote_lesson = 22,
    restriction = 23,    ///< that nobody may look along with a pupil: objection or restriction
    ledger = 24,         ///< what no backup may undo: devices revoked, who was erased, objections
};

/// Counted from the moment the record was made.
struct For {
    std::chrono::seconds span{};
    friend bool operator==(const For&, const For&) = default;
};
/// To 31 July 24:00 of the school year for which the record was delivered.
struct UntilSchoolYearEnds {
    friend bool operator==(const UntilSchoolYearEnds&, const UntilSchoolYearEnds&) = default;
};
/// Until the school leaves; nothing personal, or a key the school revokes itself.
struct WhileSchoolTakesPart {
    friend bool operator==(const WhileSchoolTakesPart&, const WhileSchoolTakesPart&) = default;
};
using Term = std::variant<For, UntilSchoolYearEnds, WhileSchoolTakesPart>;

/// The longest anyone may set. A school can shorten a term, never lengthen it.
[[nodiscard]] Term ceiling(Kind) noexcept;
/// The first instant at which a record made at `recorded` for `year` may no longer exist; empty: only the school's leaving ends it.
[[nodiscard]] std::optional<Instant> deadline(const Term&, Instant recorded, school::SchoolYear year);
/// The shorter of what is asked and the ceiling. A kind that lives until the school year ends keeps that term: a span might
/// outlive it.
[[nodiscard]] Term shortened(Kind, std::chrono::seconds asked);
[[nodiscard]] std::string_view word(Kind) noexcept;
/// Every kind, in the order of the numbers.
[[nodiscard]] std::span<const Kind> kinds() noexcept;

}  // namespace monitor::retention
