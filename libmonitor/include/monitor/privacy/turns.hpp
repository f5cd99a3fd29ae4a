#pragma once
// privacy: how does it come into the log that a remote lesson began or ended, also when nobody was there to see it?

#include <cstdint>
#include <expected>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::privacy {

/// While the clock is doubtful nothing turns. Writes each beginning and end that is due, of all schools, and marks it as written;
/// how many. A lesson is not in force before its beginning is on disk. After a crash between the two the line may stand there
/// twice, never not at all. From any thread but those of the stores, which it waits for.
[[nodiscard]] std::expected<std::uint64_t, Error> write_turns(store::Stores&, const Clock&);

}  // namespace monitor::privacy
