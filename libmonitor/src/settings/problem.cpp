// settings: how are problems told to the operator?

#include "monitor/settings/problem.hpp"

#include <fmt/format.h>

namespace monitor::settings {

std::string describe(const Problems& problems, std::string_view file) {
    std::string text;
    for (const auto& problem : problems) {
        text += problem.line > 0 ? fmt::format("{}:{}: ", file, problem.line) : fmt::format("{}: ", file);
        text += problem.key.empty() ? problem.message : fmt::format("{}: {}", problem.key, problem.message);
        text += '\n';
    }
    return text;
}

}  // namespace monitor::settings
