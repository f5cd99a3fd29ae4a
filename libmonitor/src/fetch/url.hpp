#pragma once
// fetch: where does a web address lead, and is it one we go to?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/fetch/fetch.hpp"

namespace monitor::fetch {

enum class Scheme : std::uint8_t { https = 1, http = 2 };

struct Url {
    Scheme scheme{};
    std::string host{};  ///< a DNS name in lower case or a literal address; IPv6 without brackets
    std::uint16_t port{};
    std::string authority{};  ///< as the Host header has it
    std::string target{};     ///< path and query, "/" at least
};

/// scheme://host[:port][/path][?query], at most 4096 bytes, visible ASCII; no user, no fragment. Http only to a literal loopback
/// address, and only where that is allowed, and to what a cloud machine asks about itself. Else empty.
[[nodiscard]] std::optional<Url> url_from(std::string_view text, Loopback);

}  // namespace monitor::fetch
