// fetch: how is a web address read? Strictly: what two readers could take in two ways is refused.

#include "fetch/url.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <sys/socket.h>

namespace monitor::fetch {
namespace {

constexpr std::size_t longest = 4096, longest_host = 253;
constexpr std::string_view digits = "0123456789";

bool only(std::string_view text, std::string_view letters) noexcept {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

bool visible(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char letter) { return letter > ' ' && letter < 0x7f; });
}

std::optional<std::uint16_t> port_from(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || !only(text, digits) || text.front() == '0') return std::nullopt;
    unsigned value{};
    for (const char digit : text) value = value * 10 + static_cast<unsigned>(digit - '0');
    return value <= 65535 ? std::optional{static_cast<std::uint16_t>(value)} : std::nullopt;
}

bool ipv4(const std::string& host, std::array<unsigned char, 4>& bytes) {
    return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1;
}
bool ipv6(const std::string& host, std::array<unsigned char, 16>& bytes) {
    return ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool dns_name(std::string_view host) {
    if (host.empty() || host.size() > longest_host || !only(host, "abcdefghijklmnopqrstuvwxyz0123456789-.")) return false;
    if (host.front() == '.' || host.back() == '.' || host.find("..") != std::string_view::npos) return false;
    // A name that ends in a number would be read as an address by some, in spellings nobody expects ("127.1").
    const auto last = host.substr(host.rfind('.') + 1);
    return !only(last, digits) && !last.starts_with("0x");
}

bool known_host(const std::string& host, bool brackets) {
    std::array<unsigned char, 4> four;
    std::array<unsigned char, 16> sixteen;
    return brackets ? ipv6(host, sixteen) : ipv4(host, four) || dns_name(host);
}

bool literal_loopback(const std::string& host) {
    static constexpr std::array<unsigned char, 16> one{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    std::array<unsigned char, 4> four;
    std::array<unsigned char, 16> sixteen;
    return (ipv4(host, four) && four[0] == 127) || (ipv6(host, sixteen) && sixteen == one);
}

// Where a machine of a cloud stands, as it is told itself: never leaves the machine. Other paths give out credentials.
bool instance_metadata(const Url& url) {
    return url.authority == "169.254.169.254" && url.target.starts_with("/metadata/instance/compute/location?");
}

// "host", "host:port", "[v6]", "[v6]:port" into host and port; `url.port` holds the port that goes without saying.
bool read_authority(std::string_view text, Url& url) {
    url.authority = text;
    const bool brackets = text.starts_with('[');
    const auto end = brackets ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == std::string_view::npos) return false;
    url.host = text.substr(brackets ? 1 : 0, end - (brackets ? 1 : 0));
    const auto rest = text.substr(end + (brackets ? 1 : 0));
    if (!rest.empty()) {
        const auto port = rest.front() == ':' ? port_from(rest.substr(1)) : std::nullopt;
        if (!port) return false;
        url.port = *port;
    }
    return known_host(url.host, brackets);
}

}  // namespace

std::optional<Url> url_from(std::string_view text, Loopback loopback) {
    if (text.size() > longest || !visible(text) || text.find_first_of("#\\\"<>") != std::string_view::npos) return std::nullopt;
    Url url;
    if (text.starts_with("https://")) {
        url.scheme = Scheme::https;
        url.port = 443;
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        url.scheme = Scheme::http;
        url.port = 80;
        text.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    const auto end = std::min(text.find_first_of("/?"), text.size());
    if (!read_authority(text.substr(0, end), url)) return std::nullopt;
    url.target = text.substr(end);
    if (!url.target.starts_with('/')) url.target.insert(0, 1, '/');
    const bool plain_fits = loopback == Loopback::plain_allowed && literal_loopback(url.host);
    if (url.scheme == Scheme::http && !plain_fits && !instance_metadata(url)) return std::nullopt;
    return url;
}

}  // namespace monitor::fetch
