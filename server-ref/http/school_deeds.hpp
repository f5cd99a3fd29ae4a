#pragma once
// pages: how is something changed that an administrator may change? Written down, done, and said.

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include <monitor/policy/acts.hpp>

#include "http/school.hpp"

namespace monitor::pages {

using Outcome = std::expected<void, Error>;

/// `place`: which field of the form.
[[nodiscard]] inline Error wrong(std::string place) {
    return {Remedy::correct_input, "read the form", 0, std::move(place)};
}
[[nodiscard]] inline std::string_view sent(const Visit& visit, std::string_view name) {
    return value_of(visit.form, name);
}
[[nodiscard]] inline SchoolId school_of(const Visit& visit) {
    return visit.managed().school.id;
}

enum class Needed : std::uint8_t { no = 0, yes = 1 };
/// The field for the day on which something was asked for, and what was filled in there; empty: no day that has come.
[[nodiscard]] Html asked_field(const Visit&, std::string_view id, Needed);
[[nodiscard]] std::optional<std::chrono::sys_days> asked_on(const Visit&);
/// Nothing was done, and why.
[[nodiscard]] Response said(Visit&, Key);
/// What the rules say, where they refuse.
[[nodiscard]] std::optional<Response> refused(Visit&, policy::AdminAct, const policy::ActFacts&);

/// Written down first; then done, where people are kept.
template <class Work>
[[nodiscard]] Outcome recorded(const Visit& visit, Deed deed, Work work) {
    if (auto written = write_down(visit, std::move(deed)); !written) return written;
    const auto done = ask(*visit.parts.stores.people_thread, work);
    if (!done) return std::unexpected{done.error()};
    return {};
}

[[nodiscard]] Outcome withdraw_code(const Visit&);
[[nodiscard]] Outcome plan_lesson(const Visit&);
[[nodiscard]] Outcome lesson_told(const Visit&);
[[nodiscard]] Outcome end_lesson(const Visit&);
[[nodiscard]] Outcome change_against(const Visit&);
/// "1", "2", as forms have it.
[[nodiscard]] std::optional<school::Against> against_from(std::string_view text);
enum class Stop : std::uint8_t { lifted = 0, recorded = 1 };
/// With whom nobody looks along, or again somebody may.
[[nodiscard]] Outcome set_against(const Visit&, PupilId, school::Against, Stop);
[[nodiscard]] Outcome permit_support(const Visit&);
[[nodiscard]] Outcome end_support(const Visit&);

}  // namespace monitor::pages
