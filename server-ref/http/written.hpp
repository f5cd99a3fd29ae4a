#pragma once
// pages: what a colleague does is in the school's log before it is done.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "http/visit.hpp"
#include "monitor/audit/entry.hpp"

namespace monitor::pages {

struct Deed {
    audit::Act act{};
    std::uint16_t reason{};
    std::uint64_t count{};
    std::string detail{};  ///< never a name
    std::optional<GroupId> group{};
    std::optional<StaffId> colleague{};
    std::optional<PupilId> pupil{};
};
/// On disk when it returns: whatever it announces comes after.
[[nodiscard]] std::expected<void, Error> write_down(const Visit&, Deed);

/// In the log of that school; an act before anybody is known is in the operator's. When and from where is filled in.
[[nodiscard]] std::expected<void, Error> append(const Visit&, SchoolId, audit::Entry);

/// The store or the log did not do what was asked: said in the log with the number the visitor sees.
[[nodiscard]] Response broken(Visit&, const Error&);

}  // namespace monitor::pages
