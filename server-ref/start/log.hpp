#pragma once
// start: where do the lines for the operator go?

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/base/log.hpp"
#include "start/command_line.hpp"

namespace monitor::start {

/// One line an event, on standard error. Thread-safe. Lines below info are left out.
[[nodiscard]] std::unique_ptr<Log> make_log(LogForm, const Clock&);

/// One such line, without its end: "2026-11-21T08:30:00.123Z info hub: …". Line breaks and control bytes become spaces.
[[nodiscard]] std::string line(LogForm, Instant, Level, std::string_view room, std::string_view said);

}  // namespace monitor::start
