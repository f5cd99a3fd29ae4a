#pragma once
// cli: does somebody listen there? One connection, closed at once; nothing is said.

#include <cstdint>
#include <string>

namespace monitor::cli {

/// Within a second. "0.0.0.0" and "::" are tried as loopback.
[[nodiscard]] bool reached(const std::string& address, std::uint16_t port);

}  // namespace monitor::cli
