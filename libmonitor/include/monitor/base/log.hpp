#pragma once
// base: where do words for the operator go?
//
// The library writes to no stream of its own. Lines hold ids, counts and reasons, never names (Personal<T> cannot be formatted).

#include <cstdint>
#include <string_view>

namespace monitor {

enum class Level : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };

/// Thread-safe.
class Log {
public:
    virtual ~Log() = default;
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    /// `room` is a literal, "hub"; `line` is one line, no personal data.
    virtual void write(Level, std::string_view room, std::string_view line) = 0;

protected:
    Log() = default;
};

/// Throws every line away.
class NoLog final : public Log {
public:
    void write(Level, std::string_view, std::string_view) override {}
};

}  // namespace monitor
