#pragma once
// support: a Watch to begin with, pictures that are bytes, and a log that remembers.

#include <algorithm>
#include <string>
#include <vector>

#include "monitor/base/log.hpp"
#include "monitor/wire/agent.hpp"
#include "support/vp8.hpp"

namespace monitor::test {

inline Bytes vp8(picture::Part part, Size size = {480, 270}) {
    return part == picture::Part::key ? vp8_key(size) : vp8_delta();
}

inline wire::Watch watch(std::uint32_t lease, std::uint16_t seconds = 15) {
    return {.lease = lease,
            .seconds = seconds,
            .hours_left = 3600,
            .who = {"Anouk de Vries"},
            .streams = {{picture::Stream::grid, {480, 270}, 5}}};
}

class KeptLog final : public Log {
public:
    void write(Level, std::string_view, std::string_view line) override { lines.emplace_back(line); }
    [[nodiscard]] bool says(std::string_view words) const {
        return std::ranges::any_of(lines, [&](const auto& line) { return line.find(words) != std::string::npos; });
    }
    std::vector<std::string> lines{};
};

}  // namespace monitor::test
