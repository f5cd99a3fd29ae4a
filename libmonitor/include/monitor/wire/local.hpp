#pragma once
// wire: what do the two processes on one device say to each other? The service holds the line and the key; the desktop process
// holds the screen. The desktop process names no user: the service asks the system who it is.

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/wire/agent.hpp"
#include "monitor/wire/envelope.hpp"

namespace monitor::wire {

// ---- desktop → service
struct LocalHello { int version{}; };
struct LocalIndicated { std::uint32_t lease{}; };
struct LocalStopped { std::uint32_t lease{}; std::uint8_t why{}; };
struct LocalPicture { std::uint32_t lease{}; picture::Stream stream{}; BytesView vp8{}; };
struct LocalTabs { std::uint32_t lease{}; std::vector<Tab> tabs{}; };
/// What the desktop process did since it began; asked for by nobody, sent when a lease ends and every 10 s during one.
struct LocalCounts { std::uint64_t captures{}, pictures{}, bytes{}; };

// ---- service → desktop
struct LocalWatch { Watch watch{}; };
struct LocalStop { std::uint32_t lease{}; std::uint8_t why{}; };
struct LocalKey { picture::Stream stream{}; };
/// The last picture of this stream has left the device: the next may be captured and encoded.
struct LocalRoom { picture::Stream stream{}; };

using FromDesktop = std::variant<LocalHello, LocalIndicated, LocalStopped, LocalPicture, LocalTabs, LocalCounts>;
using ToDesktop = std::variant<LocalWatch, LocalStop, LocalKey, LocalRoom>;
[[nodiscard]] std::expected<FromDesktop, Flaw> from_desktop(const Envelope&);
[[nodiscard]] std::expected<ToDesktop, Flaw> to_desktop(const Envelope&);
[[nodiscard]] Bytes encode(const FromDesktop&);
[[nodiscard]] Bytes encode(const ToDesktop&);

}  // namespace monitor::wire
