#pragma once
// settings: is this text an address, a block of addresses, a web address, and does it stay on this machine?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor::settings {

enum class Reach : std::uint8_t { other_machines = 0, this_machine = 1 };

/// "0.0.0.0:8443", "[::]:8443": a literal address and a port from 1 to 65535.
struct Listen {
    std::string address{};  ///< without brackets
    std::uint16_t port{};
    Reach reach{};
};
[[nodiscard]] std::optional<Listen> listen_from(std::string_view text);

/// "10.1.0.0/16", "2001:db8::/32"; the bits behind the prefix may not be set.
[[nodiscard]] bool is_network(std::string_view text);

/// scheme://host[:port][/path]: lower-case host, no user, query or fragment, no slash at the end.
struct Url {
    bool secure{};   ///< https
    Reach reach{};   ///< this_machine: the host is localhost, 127.x.x.x or [::1], written so
    bool literal{};  ///< the host is an address, not a name
    bool path{};     ///< something stands behind the host
};
[[nodiscard]] std::optional<Url> url_from(std::string_view text);

}  // namespace monitor::settings
