#pragma once
// door: what of a stranger's request may reach the pages?
//
// Pure. Poco 1.11 decodes RFC 2047 words in every header (a value can grow a line break inside) and takes control bytes as they
// come, so nothing reaches it but a short list of headers with harmless values.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "monitor/transport/http.hpp"

namespace monitor::door {

enum class GateFlaw : std::uint8_t {
    method = 1,    ///< not GET, HEAD or POST: 405
    target = 2,    ///< not a plain path of this server: 400
    twice = 3,     ///< one header, two values: 400
    bytes = 4,     ///< control bytes, or an RFC 2047 word: 400
    too_long = 5,  ///< 431
    cookie = 6,    ///< one of our own, broken: 400
};
[[nodiscard]] int status(GateFlaw) noexcept;

/// The names that only the door may say to the pages.
inline constexpr std::string_view peer_header = "x-monitor-peer";
inline constexpr std::string_view request_id_header = "x-request-id";

/// The request as the pages may see it: allowed headers, our cookies, the peer's address and the request id as the door knows
/// them.
[[nodiscard]] std::expected<transport::Request, GateFlaw> inward(const transport::Request&, std::string_view request_id);

/// Is this Host (RFC 9110 §7.2) that of the public address? A port that goes without saying may be said.
[[nodiscard]] bool is_host_of(std::string_view public_url, std::string_view host);

/// "/groups" of "/groups?x=1".
[[nodiscard]] std::string_view path_of(std::string_view target) noexcept;

}  // namespace monitor::door
