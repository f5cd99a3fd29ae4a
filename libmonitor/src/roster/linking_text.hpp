#pragma once
// roster: when are two spellings of a name or number the same?

#include <string>
#include <string_view>

namespace monitor::roster {

/// Compatibility forms as the letters they stand for (NFKD), accents gone, lower case, no spaces; letters that no table knows
/// stay as they are. "" when it is not UTF-8, or longer than 256 bytes: what cannot be read points to nobody.
[[nodiscard]] std::string normalised(std::string_view utf8);
/// Also without what one system writes inside a name and the other leaves out: hyphens and apostrophes.
[[nodiscard]] std::string without_marks(std::string_view normalised);

}  // namespace monitor::roster
