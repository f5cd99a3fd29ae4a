#include "transport/proxy_header.hpp"

#include <algorithm>

namespace monitor::transport {
namespace {

constexpr std::array<unsigned char, 12> signature{'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
constexpr std::size_t longest = 2048;                  // addresses take 36 at most; the rest are extensions
constexpr unsigned char local = 0x20, proxied = 0x21;  // version 2 and the command
constexpr unsigned char tcp_over_ipv4 = 0x11, tcp_over_ipv6 = 0x21;

template <class Version>
ProxyWord source(std::span<const unsigned char> rest) {
    typename Version::bytes_type bytes;
    constexpr std::size_t both_addresses_and_ports = 2 * bytes.size() + 4;
    if (rest.size() < both_addresses_and_ports) return {};
    std::copy_n(rest.begin(), bytes.size(), bytes.begin());
    return {ProxySays::somebody, plain(Address{Version{bytes}})};
}

}  // namespace

std::optional<std::size_t> rest_of_header(const ProxyPreamble& head) {
    if (!std::equal(signature.begin(), signature.end(), head.begin())) return {};
    if (head[12] != local && head[12] != proxied) return {};
    const std::size_t length = std::size_t{head[14]} << 8 | head[15];
    if (length > longest) return {};
    return length;
}

ProxyWord proxy_word(const ProxyPreamble& head, std::span<const unsigned char> rest) {
    if (head[12] == local) return {.says = ProxySays::itself, .source = {}};
    if (head[13] == tcp_over_ipv4) return source<boost::asio::ip::address_v4>(rest);
    if (head[13] == tcp_over_ipv6) return source<boost::asio::ip::address_v6>(rest);
    return {};
}

}  // namespace monitor::transport
