#pragma once
// cli: `monitor retention restored`.

#include <cstdint>
#include <string>

#include "command.hpp"

namespace monitor::cli {

enum class Accepting : std::uint8_t { only_show = 0, loss = 1 };

/// Which schools wait since a backup was put back, and for what; with `loss` what only a person ends is ended first, and written down.
[[nodiscard]] Exit show_restored(const Context&, Accepting);

}  // namespace monitor::cli
