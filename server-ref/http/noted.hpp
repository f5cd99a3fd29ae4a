#pragma once
// pages: was it written down already that this visitor reads?
//
// Turning a page of what one is reading is no new reading. In memory only, a quarter of an hour, at most a few thousand.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "monitor/base/clock.hpp"

namespace monitor::pages {

/// Thread-safe.
class Noted {
public:
    static constexpr std::chrono::minutes life{15};
    static constexpr std::size_t most = 4000;  ///< the oldest makes room

    explicit Noted(const Clock& clock) : clock_{clock} {}

    enum class Already : std::uint8_t { no = 0, yes = 1 };
    [[nodiscard]] Already already(const std::string& reading);
    /// It was written down now.
    void note(const std::string& reading);

private:
    const Clock& clock_;
    std::mutex mutex_{};
    std::map<std::string, Tick> until_{};
};

}  // namespace monitor::pages
