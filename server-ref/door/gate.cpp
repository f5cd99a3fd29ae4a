// door: what of a stranger's request may reach the pages?

#include "door/gate.hpp"

#include <algorithm>
#include <array>

#include "door/cookies.hpp"
#include "monitor/base/ascii.hpp"

namespace monitor::door {
namespace {

constexpr std::size_t longest_target = 4096;  // an answer of an identity provider: code and state
constexpr std::size_t longest_value = 2048;
/// Cookies are rebuilt apart; the length of the body is what the listener took in, not what the peer said of it.
constexpr std::array<std::string_view, 7> allowed{"content-type",   "accept",     "accept-language", "origin",
                                                  "sec-fetch-site", "user-agent", "if-none-match"};

bool control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool plain_target(std::string_view target) {
    if (target.empty() || target.size() > longest_target || target.front() != '/' || target.starts_with("//")) return false;
    if (!std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; })) return false;
    return target.find_first_of("\\#<>\"") == std::string_view::npos && path_of(target).find("..") == std::string_view::npos;
}

std::expected<void, GateFlaw> check_value(std::string_view value) {
    if (value.size() > longest_value) return std::unexpected{GateFlaw::too_long};
    if (std::ranges::any_of(value, control) || value.find("=?") != std::string_view::npos)
        return std::unexpected{GateFlaw::bytes};
    return {};
}

/// The cookies of other programs on this host are their own affair: only control bytes in them count.
std::expected<void, GateFlaw> add_cookies(transport::Request& inner, std::string_view header) {
    if (std::ranges::any_of(header, control)) return std::unexpected{GateFlaw::bytes};
    const auto cookies = our_cookies(header);
    if (!cookies) return std::unexpected{cookies.error() == CookieFlaw::too_long ? GateFlaw::too_long : GateFlaw::cookie};
    if (!cookies->empty()) inner.headers.push_back({"cookie", cookie_header(*cookies)});
    return {};
}

bool stands_in(const transport::Request& request, std::string_view name) {
    return std::ranges::any_of(request.headers, [&](const transport::Header& header) { return header.name == name; });
}

}  // namespace

int status(GateFlaw flaw) noexcept {
    switch (flaw) {
        case GateFlaw::method: return 405;
        case GateFlaw::too_long: return 431;
        case GateFlaw::target:
        case GateFlaw::twice:
        case GateFlaw::bytes:
        case GateFlaw::cookie: return 400;
    }
    return 400;
}

bool is_host_of(std::string_view public_url, std::string_view host) {
    const bool secure = public_url.starts_with("https://");
    const std::string_view usual = secure ? ":443" : ":80";
    auto ours = public_url.substr(std::min(public_url.size(), public_url.find("://") + 3));
    for (auto* one : {&ours, &host})
        if (one->ends_with(usual)) one->remove_suffix(usual.size());
    return same_word(ours, host);
}

std::string_view path_of(std::string_view target) noexcept {
    return target.substr(0, target.find('?'));
}

std::expected<transport::Request, GateFlaw> inward(const transport::Request& outer, std::string_view request_id) {
    if (outer.method != "GET" && outer.method != "HEAD" && outer.method != "POST") return std::unexpected{GateFlaw::method};
    if (!plain_target(outer.target)) return std::unexpected{GateFlaw::target};
    transport::Request inner;
    inner.method = outer.method == "POST" ? "POST" : "GET";
    inner.target = outer.target;
    inner.address = outer.address;
    inner.line = outer.line;
    bool cookie_seen = false;
    for (const auto& [name, value] : outer.headers) {
        if (name == "cookie") {
            if (std::exchange(cookie_seen, true)) return std::unexpected{GateFlaw::twice};
            if (const auto added = add_cookies(inner, value); !added) return std::unexpected{added.error()};
        } else if (std::ranges::find(allowed, name) != allowed.end()) {
            if (stands_in(inner, name)) return std::unexpected{GateFlaw::twice};
            if (const auto fine = check_value(value); !fine) return std::unexpected{fine.error()};
            inner.headers.push_back({name, value});
        }
    }
    if (inner.method == "POST") inner.body = outer.body;
    inner.headers.push_back({std::string{peer_header}, outer.address});
    inner.headers.push_back({std::string{request_id_header}, std::string{request_id}});
    return inner;
}

}  // namespace monitor::door
