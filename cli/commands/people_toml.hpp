#pragma once
// cli: which invented people does a TOML file name? docs/formats/people-toml.md says how it is written; temporary, until the
// real imports are in.

#include <string_view>

#include "monitor/roster/snapshot.hpp"

namespace monitor::cli {

/// Never fails: what is wrong is a finding with its line, and a fatal one means that the snapshot must not be applied. The
/// findings of roster::check are among them, with the line of the entry they are about.
[[nodiscard]] roster::Import read_people(std::string_view toml);

}  // namespace monitor::cli
