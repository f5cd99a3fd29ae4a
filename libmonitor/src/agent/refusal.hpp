#pragma once
// agent: what follows when the school says no to this device?

#include <chrono>
#include <cstdint>
#include <string_view>

#include "monitor/base/log.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

enum class Then : std::uint8_t {
    hang_up = 0,    ///< and dial again after the pause
    end_lease = 1,  ///< the line stays; a later Watch may mend it
};

struct Consequence {
    Then then{};
    std::chrono::seconds pause{};
    wire::StopReason why{wire::StopReason::refused};
    Level level{Level::warning};
    std::string_view words{};  ///< for the log of the device
};

/// A number nobody knows hangs up, and waits long.
[[nodiscard]] Consequence consequence(std::uint16_t refusal);

}  // namespace monitor::agent
