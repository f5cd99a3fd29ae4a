#pragma once
// transport: for whom does a proxy speak that passes bytes on as they are? The PROXY protocol, version 2 (haproxy.org, 2020, §2.2).

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "transport/address.hpp"

namespace monitor::transport {

/// Signature, version and command, family, length.
using ProxyPreamble = std::array<unsigned char, 16>;

/// How many bytes still follow; empty: this is no header of version 2, or a longer one than any proxy needs.
[[nodiscard]] std::optional<std::size_t> rest_of_header(const ProxyPreamble&);

enum class ProxySays : std::uint8_t {
    nothing_we_know = 0,  ///< no TCP, or too short: hang up
    itself = 1,           ///< LOCAL: the proxy asks for itself, as health checks do
    somebody = 2,         ///< `source` is whose connection it is
};
struct ProxyWord {
    ProxySays says{};
    Address source{};
};
/// What the addresses and the extensions behind them say; extensions are not read.
[[nodiscard]] ProxyWord proxy_word(const ProxyPreamble&, std::span<const unsigned char> rest);

}  // namespace monitor::transport
