// school: how is an address or a block of addresses read, written and compared?

#include "monitor/school/network.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

namespace monitor::school {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int mapped_bits = 96;
constexpr std::size_t longest_text = INET6_ADDRSTRLEN + 4;  // an address and "/128"

bool is_ipv4(const Address& address) noexcept {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
}

bool only(std::string_view text, std::string_view allowed) noexcept {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

// Decimal, no sign, no leading zero, at most `most`.
std::optional<int> prefix_from(std::string_view text, int most) noexcept {
    if (text.empty() || text.size() > 3 || !only(text, "0123456789") || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    int value{};
    for (const char digit : text) value = value * 10 + (digit - '0');
    return value <= most ? std::optional{value} : std::nullopt;
}

std::uint8_t mask(std::size_t byte, int prefix) noexcept {
    const int bits = std::clamp(prefix - static_cast<int>(byte) * 8, 0, 8);
    return static_cast<std::uint8_t>(0xff00 >> bits);
}

}  // namespace

std::optional<Address> Address::from_text(std::string_view text) {
    if (text.empty() || text.size() >= INET6_ADDRSTRLEN || !only(text, "0123456789abcdefABCDEF:.")) return std::nullopt;
    const std::string terminated{text};
    Address address;
    if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
    if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + mapped_prefix.size()) == 1) return address;
    return std::nullopt;
}

std::string Address::text() const {
    if (is_ipv4(*this)) return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

std::optional<Network> Network::from_text(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || text.size() > longest_text) return std::nullopt;
    const auto address_text = text.substr(0, slash);
    const bool dotted = address_text.find(':') == std::string_view::npos;
    const auto address = Address::from_text(address_text);
    const auto prefix = prefix_from(text.substr(slash + 1), dotted ? 32 : 128);
    if (!address || !prefix) return std::nullopt;
    Network network;
    network.first_ = *address;
    network.prefix_ = dotted ? *prefix + mapped_bits : *prefix;
    for (std::size_t byte = 0; byte < address->bytes.size(); ++byte) {
        if ((address->bytes[byte] & ~mask(byte, network.prefix_)) != 0) return std::nullopt;
    }
    return network;
}

bool Network::contains(const Address& address) const noexcept {
    // "::/0" means every IPv6 address; that it would also cover the mapped form of IPv4 is not what anyone meant.
    if (prefix_ < mapped_bits && is_ipv4(address)) return false;
    for (std::size_t byte = 0; byte < address.bytes.size(); ++byte) {
        if (((address.bytes[byte] ^ first_.bytes[byte]) & mask(byte, prefix_)) != 0) return false;
    }
    return true;
}

bool Network::is_one_place() const noexcept {
    const auto& bytes = first_.bytes;
    if (prefix_ >= mapped_bits && is_ipv4(first_)) {
        const int bits = prefix_ - mapped_bits;
        if (bytes[12] == 10 || bytes[12] == 127) return bits >= 8;
        if (bytes[12] == 172 && (bytes[13] & 0xf0) == 16) return bits >= 12;
        return bits >= 16;
    }
    const bool own = (bytes[0] & 0xfe) == 0xfc;
    return prefix_ >= (own ? 7 : 32);
}

std::string Network::text() const {
    const bool dotted = prefix_ >= mapped_bits && is_ipv4(first_);
    return fmt::format("{}/{}", first_.text(), dotted ? prefix_ - mapped_bits : prefix_);
}

}  // namespace monitor::school
