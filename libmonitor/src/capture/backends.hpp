#pragma once
// capture: what every backend offers to the table in backends.cpp.

#include "monitor/capture/capturer.hpp"
#include "monitor/capture/strip.hpp"

namespace monitor::capture {

using Opened = std::expected<std::unique_ptr<Capturer>, CaptureError>;
using OpenedStrip = std::expected<std::unique_ptr<Strip>, CaptureError>;

[[nodiscard]] Opened make_x11(const Options&);
[[nodiscard]] OpenedStrip make_x11_strip(const Options&);

[[nodiscard]] Opened make_pattern(const Options&);
[[nodiscard]] Opened make_replay(const Options&);
/// For pictures of no real screen: stands nowhere, up once shown.
[[nodiscard]] OpenedStrip make_placeless_strip(const Options&);

}  // namespace monitor::capture
