#include "transport/address.hpp"

#include <algorithm>
#include <charconv>

namespace monitor::transport {
namespace {

namespace ip = boost::asio::ip;

std::vector<unsigned char> bytes_of(const Address& address) {
    if (address.is_v4()) {
        const auto bytes = address.to_v4().to_bytes();
        return {bytes.begin(), bytes.end()};
    }
    const auto bytes = address.to_v6().to_bytes();
    return {bytes.begin(), bytes.end()};
}

std::optional<Address> parsed(std::string_view text) {
    if (text.size() > 45 || text.find('%') != std::string_view::npos) return std::nullopt;
    boost::system::error_code flaw;
    const auto address = ip::make_address(std::string{text}, flaw);
    if (flaw) return std::nullopt;
    return plain(address);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

Address plain(const Address& address) {
    if (!address.is_v6()) return address;
    const auto wide = address.to_v6();
    if (wide.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, wide);
    return ip::address_v6{wide.to_bytes()};
}

std::string counted_as(const Address& address) {
    if (address.is_v4()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6{bytes}.to_string();
}

std::expected<TrustedProxies, Error> TrustedProxies::from(const std::vector<std::string>& networks) {
    TrustedProxies trusted;
    for (const auto& text : networks) {
        const auto slash = text.find('/');
        const auto address = parsed(std::string_view{text}.substr(0, slash));
        const auto wrong = Error{.remedy = Remedy::correct_input, .operation = "read trusted proxy", .system_code = 0, .place = text};
        if (!address) return std::unexpected{wrong};
        Network network{.bytes = bytes_of(*address), .bits = static_cast<unsigned>(address->is_v4() ? 32 : 128)};
        if (slash != std::string::npos) {
            unsigned bits{};
            const auto* end = text.data() + text.size();
            const auto read = std::from_chars(text.data() + slash + 1, end, bits);
            if (read.ec != std::errc{} || read.ptr != end || bits > network.bits) return std::unexpected{wrong};
            network.bits = bits;
        }
        trusted.networks_.push_back(std::move(network));
    }
    return trusted;
}

bool TrustedProxies::contains(const Address& address) const {
    const auto bytes = bytes_of(address);
    return std::ranges::any_of(networks_, [&](const Network& network) {
        if (network.bytes.size() != bytes.size()) return false;
        for (unsigned bit = 0; bit < network.bits; ++bit)
            if (((network.bytes[bit / 8] ^ bytes[bit / 8]) & (0x80U >> bit % 8)) != 0) return false;
        return true;
    });
}

std::optional<Address> TrustedProxies::client(const Address& peer, const std::vector<std::string_view>& forwarded) const {
    if (!contains(peer)) return peer;
    auto hop = peer;
    for (auto line = forwarded.rbegin(); line != forwarded.rend(); ++line) {
        auto left = *line;
        for (;;) {
            const auto comma = left.rfind(',');
            const auto address = parsed(trimmed(comma == std::string_view::npos ? left : left.substr(comma + 1)));
            if (!address) return std::nullopt;
            hop = *address;
            if (!contains(hop)) return hop;
            if (comma == std::string_view::npos) break;
            left = left.substr(0, comma);
        }
    }
    return hop;
}

}  // namespace monitor::transport
