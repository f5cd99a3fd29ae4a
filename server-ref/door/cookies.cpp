// door: which of our cookies did the browser bring?

#include "door/cookies.hpp"

#include <algorithm>
#include <array>

namespace monitor::door {
namespace {

constexpr std::array ours{session_cookie, sign_in_cookie, visit_cookie, group_cookie,
                          provider_cookie, school_cookie, language_cookie};
constexpr std::size_t longest_header = 8192;
constexpr std::size_t longest_value = 128;

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::expected<std::vector<Cookie>, CookieFlaw> our_cookies(std::string_view header) {
    if (header.size() > longest_header) return std::unexpected{CookieFlaw::too_long};
    std::vector<Cookie> found;
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        const auto pair = trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = pair.substr(0, equals);
        const auto value = pair.substr(equals + 1);
        if (std::ranges::find(ours, name) == ours.end()) continue;
        if (std::ranges::any_of(found, [&](const Cookie& other) { return other.name == name; }))
            return std::unexpected{CookieFlaw::twice};
        if (value.size() > longest_value || !std::ranges::all_of(value, plain)) return std::unexpected{CookieFlaw::strange_value};
        found.push_back({std::string{name}, std::string{value}});
    }
    return found;
}

std::string_view value_of(const std::vector<Cookie>& cookies, std::string_view name) noexcept {
    const auto found = std::ranges::find(cookies, name, &Cookie::name);
    return found == cookies.end() ? std::string_view{} : std::string_view{found->value};
}

std::string cookie_header(const std::vector<Cookie>& cookies) {
    std::string header;
    for (const auto& cookie : cookies) {
        if (!header.empty()) header += "; ";
        header += cookie.name + "=" + cookie.value;
    }
    return header;
}

}  // namespace monitor::door
