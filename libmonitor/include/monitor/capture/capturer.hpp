#pragma once
// capture: pictures of one screen, from whatever draws it.
//
// A backend is one class below src/capture/ and one line in backends.cpp; every backend passes the same contract,
// tests/contract/capturer_contract.hpp.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/capture/frame.hpp"

namespace monitor::capture {

/// Named after what the caller can do next.
enum class Fault : std::uint8_t {
    try_again = 1,    ///< passing trouble: ask again after a pause
    reopen = 2,       ///< screen unplugged, resized beyond repair or session gone: open() anew
    try_another = 3,  ///< this backend cannot work here
    stop = 4,         ///< the user or the system withdrew permission
};

struct CaptureError {
    Fault fault{};
    std::string_view operation{};  ///< the call that failed, a literal: "xcb_shm_get_image"
    int system_code{};             ///< errno or the platform's own code; 0: none
};

/// Belongs to the thread that calls next(). While one exists the screen is being captured; destroying it is the only way to
/// stop, and always stops.
class Capturer {
public:
    virtual ~Capturer() = default;
    Capturer(const Capturer&) = delete;
    Capturer& operator=(const Capturer&) = delete;

    /// Waits at most `patience`. Empty: the screen did not change; nothing was read.
    [[nodiscard]] virtual std::expected<std::optional<Frame>, CaptureError> next(std::chrono::milliseconds patience) = 0;

    /// As written in configuration: "x11", "pattern", "replay".
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;

protected:
    Capturer() = default;
};

/// What is captured: the whole desktop, or the monitor on which the pointer is.
enum class Extent : std::uint8_t { desktop = 0, active_monitor = 1 };

struct Options {
    std::string backend{"auto"};  ///< a name(), or "auto": the first that opens
    std::string source{};         ///< x11: the display, ":1" (empty: $DISPLAY); replay: a clip's path; pattern: "1280x720"
    Extent extent{};
    const Clock* clock{};  ///< lent; must outlive the capturer; never null
};

[[nodiscard]] std::expected<std::unique_ptr<Capturer>, CaptureError> open(const Options&);

}  // namespace monitor::capture
