#pragma once
// roster: how are findings kept few, when a whole file is wrong in the same way?

#include <cstddef>
#include <string>
#include <vector>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

/// Lists the first `most` findings and counts the rest. A fatal one is always listed, up to `most` of them.
class Findings {
public:
    explicit Findings(std::size_t most) : most_{most} {}

    void add(Finding);
    void note(int line, std::string place, std::string message);
    void skipped(int line, std::string place, std::string message);
    void fatal(int line, std::string place, std::string message);
    [[nodiscard]] bool any_fatal() const noexcept { return fatal_ > 0; }
    /// All of them; the last says how many more there were.
    [[nodiscard]] std::vector<Finding> take() &&;

private:
    std::size_t most_{};
    std::size_t fatal_{};
    std::size_t unlisted_{};
    std::vector<Finding> listed_{};
};

}  // namespace monitor::roster
