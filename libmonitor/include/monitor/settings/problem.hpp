#pragma once
// settings: what is wrong in a settings file, and where?

#include <string>
#include <string_view>
#include <vector>

namespace monitor::settings {

struct Problem {
    int line{};            ///< from 1; 0: the file as a whole, or a key that is missing
    std::string key{};     ///< "server.listen"
    std::string message{}; ///< what is wrong and what would be right, English, no line break, no value of a secret
};
using Problems = std::vector<Problem>;  ///< all of them at once, in the order of the lines

/// "monitor.toml:12: server.listen: …", a line each.
[[nodiscard]] std::string describe(const Problems&, std::string_view file);

}  // namespace monitor::settings
