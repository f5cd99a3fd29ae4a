#pragma once
// transport: whose request is this, when proxies stand in between? Evidence for location, so: strict.

#include <boost/asio/ip/address.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/error.hpp"

namespace monitor::transport {

using Address = boost::asio::ip::address;

/// IPv4 inside IPv6 (::ffff:a.b.c.d) is the IPv4 address; a scope is dropped.
[[nodiscard]] Address plain(const Address&);
/// The /64 of an IPv6 address, which one person may have whole; an IPv4 address itself. For counting.
[[nodiscard]] std::string counted_as(const Address&);

class TrustedProxies {
public:
    /// Networks such as "10.0.0.0/8" or "fd00::/8", or single addresses.
    [[nodiscard]] static std::expected<TrustedProxies, Error> from(const std::vector<std::string>& networks);
    [[nodiscard]] bool contains(const Address&) const;
    /// Walks `forwarded` (all X-Forwarded-For values, in order) from the right and stops at the first hop nobody here vouches
    /// for. Not asked at all when `peer` itself is not trusted. Empty: a trusted proxy wrote something that is no address.
    [[nodiscard]] std::optional<Address> client(const Address& peer, const std::vector<std::string_view>& forwarded) const;

private:
    struct Network {
        std::vector<unsigned char> bytes;
        unsigned bits;
    };
    std::vector<Network> networks_{};
};

}  // namespace monitor::transport
