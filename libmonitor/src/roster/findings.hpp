#pragma once
// roster: how are findings kept few, when a whole file is wrong in the same way?

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
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
    /// The same thing at many places is one finding: at the first of them, with how often. `place` and `message` are literals.
    void repeated(Severity, int line, std::string_view place, std::string_view message);
    [[nodiscard]] bool any_fatal() const noexcept { return fatal_ > 0; }
    /// All of them; the last says how many more there were.
    [[nodiscard]] std::vector<Finding> take() &&;

private:
    struct Often {
        std::size_t listed{};  // its place in the list, or past its end
        std::uint64_t times{};
    };
    std::size_t most_{};
    std::size_t fatal_{};
    std::size_t unlisted_{};
    std::vector<Finding> listed_{};
    std::map<std::pair<std::string_view, std::string_view>, Often> often_{};
};

}  // namespace monitor::roster
