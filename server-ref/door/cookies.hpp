#pragma once
// door: which of our cookies did the browser bring?

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::door {

/// `__Host-`: set by this host itself, over a secure line, for every path; no other host can plant one.
inline constexpr std::string_view session_cookie = "__Host-session";
inline constexpr std::string_view sign_in_cookie = "__Host-sign-in";
inline constexpr std::string_view visit_cookie = "__Host-visit";
inline constexpr std::string_view group_cookie = "__Host-group";
inline constexpr std::string_view provider_cookie = "__Host-provider";  ///< where one signed in, for signing out there
inline constexpr std::string_view school_cookie = "__Host-school";  ///< which of a board's schools is managed
inline constexpr std::string_view language_cookie = "__Host-language";

struct Cookie {
    std::string name{}, value{};
};

enum class CookieFlaw : std::uint8_t { twice = 1, strange_value = 2, too_long = 3 };

/// Our own cookies out of a Cookie header (RFC 6265 §4.2.1); those of others are left out, whatever they look like. One of ours
/// that stands there twice, or holds more than letters, digits, '-' and '_' (at most 128), is a flaw.
[[nodiscard]] std::expected<std::vector<Cookie>, CookieFlaw> our_cookies(std::string_view header);
/// "" when it is not there.
[[nodiscard]] std::string_view value_of(const std::vector<Cookie>&, std::string_view name) noexcept;
/// Back to a header.
[[nodiscard]] std::string cookie_header(const std::vector<Cookie>&);

}  // namespace monitor::door
