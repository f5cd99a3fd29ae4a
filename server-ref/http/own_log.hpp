#pragma once
// pages: how does a pupil or a parent come in, to read one log, and go?

#include "http/html.hpp"
#include "http/visit.hpp"
#include "monitor/audit/entry.hpp"

namespace monitor::pages {

/// Who reads, as the log of the school says it.
[[nodiscard]] audit::Entry by_reader(audit::Act, identity::PupilAt, identity::Reader);
/// In the log of their school; on disk when it returns.
[[nodiscard]] std::expected<void, Error> write_reader(const Visit&, audit::Act, identity::PupilAt, identity::Reader);
/// From here on this browser may read that pupil's log, for a while; that is written down before.
[[nodiscard]] std::expected<void, Error> sit_down(Visit&, identity::PupilAt, identity::Reader);
/// Ends it, and says so in the log.
[[nodiscard]] std::expected<void, Error> leave(Visit&);

/// Where a parent with a code is shown the way; for the page on which others sign in.
[[nodiscard]] Html way_for_parents(const Visit&);

}  // namespace monitor::pages
