#pragma once
// agent: the half that stands on the pupil's desktop: raises the strip, then captures, while a lease lasts.

#include <expected>
#include <functional>
#include <memory>

#include "monitor/agent/tabs.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/language.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/capture/strip.hpp"
#include "monitor/settings/agent.hpp"
#include "monitor/transport/loop.hpp"
#include "monitor/wire/local.hpp"

namespace monitor::agent {

/// How to reach the screen; tests give a pattern, main() gives capture::open and capture::open_strip.
struct Screen {
    std::function<std::expected<std::unique_ptr<capture::Capturer>, capture::CaptureError>(capture::Extent)> capturer{};
    std::function<std::expected<std::unique_ptr<capture::Strip>, capture::CaptureError>()> strip{};
};

/// Serves while it exists. Ends every lease by itself when its time is over, the line to the service is gone, the strip cannot
/// stand or the site closes.
class Desktop {
public:
    virtual ~Desktop() = default;
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    /// What was captured and handed over since the start: nothing, as long as nobody looked. Any thread.
    [[nodiscard]] virtual wire::LocalCounts counts() const = 0;

protected:
    Desktop() = default;
};

[[nodiscard]] std::expected<std::unique_ptr<Desktop>, Error> make_desktop(transport::Loop&, const settings::Agent&, Screen,
                                                                          std::unique_ptr<TabSource>, Language, Random&, Log&,
                                                                          const Clock&);

}  // namespace monitor::agent
