// settings: how are addresses read? Strictly: one spelling, nothing looked up.

#include "settings/address.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <arpa/inet.h>
#include <sys/socket.h>

namespace monitor::settings {
namespace {

constexpr std::string_view digits = "0123456789";

bool only(std::string_view text, std::string_view letters) noexcept {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

// Decimal, no sign, no leading zero.
std::optional<int> number_from(std::string_view text, int most) noexcept {
    if (text.empty() || text.size() > 5 || !only(text, digits) || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    int value{};
    for (const char digit : text) value = value * 10 + (digit - '0');
    return value <= most ? std::optional{value} : std::nullopt;
}

std::optional<std::uint16_t> port_from(std::string_view text) noexcept {
    const auto number = number_from(text, 65535);
    return number && *number > 0 ? std::optional{static_cast<std::uint16_t>(*number)} : std::nullopt;
}

// 4 or 16 bytes; empty when it is not a literal address.
std::vector<std::uint8_t> address_bytes(std::string_view text) {
    if (text.empty() || text.size() >= INET6_ADDRSTRLEN || !only(text, "0123456789abcdefABCDEF:.")) return {};
    const std::string terminated{text};
    std::vector<std::uint8_t> bytes(16);
    if (::inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return bytes;
    bytes.resize(4);
    if (::inet_pton(AF_INET, terminated.c_str(), bytes.data()) == 1) return bytes;
    return {};
}

Reach reach_of(const std::vector<std::uint8_t>& address) {
    static constexpr std::array<std::uint8_t, 16> ipv6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const bool here =
        address.size() == 4 ? address[0] == 127 : std::equal(ipv6.begin(), ipv6.end(), address.begin(), address.end());
    return here ? Reach::this_machine : Reach::other_machines;
}

struct HostAndPort {
    std::string_view host;
    std::optional<std::string_view> port;
    bool brackets{};
};

std::optional<HostAndPort> split(std::string_view text) {
    HostAndPort parts;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        parts = {text.substr(1, end - 1), std::nullopt, true};
        text.remove_prefix(end + 1);
        if (!text.empty() && text.front() != ':') return std::nullopt;
    } else {
        parts.host = text.substr(0, text.find(':'));
        text.remove_prefix(parts.host.size());
    }
    if (!text.empty()) parts.port = text.substr(1);
    return parts;
}

bool dns_name(std::string_view host) {
    constexpr std::size_t longest = 253;
    if (host.empty() || host.size() > longest || !only(host, "abcdefghijklmnopqrstuvwxyz0123456789-.")) return false;
    if (host.front() == '.' || host.back() == '.' || host.find("..") != std::string_view::npos) return false;
    // A name that ends in a number would be read as an address, in spellings nobody expects ("127.1").
    const auto last = host.substr(host.rfind('.') + 1);
    return !only(last, digits) && !last.starts_with("0x");
}

std::optional<Reach> host_reach(const HostAndPort& parts) {
    const auto address = address_bytes(parts.host);
    if (parts.brackets != (address.size() == 16)) return std::nullopt;
    if (!address.empty()) return reach_of(address);
    if (!dns_name(parts.host)) return std::nullopt;
    return parts.host == "localhost" ? Reach::this_machine : Reach::other_machines;
}

}  // namespace

std::optional<Listen> listen_from(std::string_view text) {
    const auto parts = split(text);
    if (!parts || !parts->port) return std::nullopt;
    const auto address = address_bytes(parts->host);
    const auto port = port_from(*parts->port);
    if (address.empty() || !port || parts->brackets != (address.size() == 16)) return std::nullopt;
    return Listen{std::string{parts->host}, *port, reach_of(address)};
}

bool is_network(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return false;
    const auto address = address_bytes(text.substr(0, slash));
    const auto prefix = number_from(text.substr(slash + 1), static_cast<int>(address.size()) * 8);
    if (address.empty() || !prefix) return false;
    for (std::size_t byte = 0; byte < address.size(); ++byte) {
        const int bits = std::clamp(*prefix - static_cast<int>(byte) * 8, 0, 8);
        if ((address[byte] & (0xff >> bits)) != 0) return false;
    }
    return true;
}

std::optional<Url> url_from(std::string_view text) {
    Url url;
    if (text.starts_with("https://")) {
        url.secure = true;
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        text.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    const auto path = text.substr(std::min(text.find('/'), text.size()));
    const auto parts = split(text.substr(0, text.size() - path.size()));
    if (!parts || (parts->port && !port_from(*parts->port)) || path.ends_with('/')) return std::nullopt;
    const bool plain = std::all_of(path.begin(), path.end(), [](char letter) {
        return letter > ' ' && letter < 0x7f && std::string_view{"?#\\\"<>@%"}.find(letter) == std::string_view::npos;
    });
    const auto reach = host_reach(*parts);
    if (!plain || !reach) return std::nullopt;
    url.reach = *reach;
    url.literal = !address_bytes(parts->host).empty();
    url.path = !path.empty();
    return url;
}

}  // namespace monitor::settings
