#pragma once
// pages: how often may one address begin to sign in?
//
// Passwords are the provider's affair, so this is not about guessing: it bounds what one address can make us ask of a provider,
// keep in memory and write down. A whole school may come from one address at a quarter past eight.

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"

namespace monitor::pages {

/// So many at once, then one each so often. Thread-safe; in memory only, kind sign_in_attempt.
class Pace {
public:
    static constexpr int at_once = 60;
    static constexpr std::chrono::milliseconds each{1000};
    static constexpr std::size_t most = 4000;  ///< addresses; the one that is nearly forgotten makes room

    explicit Pace(const Clock& clock) : clock_{clock} {}

    /// Zero: it may, and this was one. Else: how long until it may. Of an IPv6 address the first 64 bits count (RFC 6177).
    [[nodiscard]] std::chrono::seconds wait(std::string_view address);

private:
    const Clock& clock_;
    std::mutex mutex_{};
    std::map<std::string, Tick> empty_at_{};  ///< when nothing is left of what an address did
};

}  // namespace monitor::pages
