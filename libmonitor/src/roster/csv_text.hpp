#pragma once
// roster: in which letters is a cell written, and may they all be there?

#include <cstdint>
#include <string>

namespace monitor::roster {

enum class Letters : std::uint8_t { utf8 = 1, windows_1252 = 2, unreadable = 3 };

/// Makes UTF-8 of it where it was windows-1252 (what a Windows spreadsheet writes) and takes the spaces off both ends.
/// Unreadable: control characters, or bytes that neither knows.
[[nodiscard]] Letters to_utf8(std::string& cell);

}  // namespace monitor::roster
