#pragma once
// school: is this address inside the school?

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor::school {

/// An IPv4 or IPv6 address as 16 bytes; IPv4 as ::ffff:a.b.c.d, so that both spellings of one address are equal.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    friend auto operator<=>(const Address&, const Address&) = default;

    /// "10.1.2.3", "2001:db8::1", "::ffff:10.1.2.3"; no port, no zone, no leading zeros in IPv4. Else empty.
    [[nodiscard]] static std::optional<Address> from_text(std::string_view text);
    [[nodiscard]] std::string text() const;
};

/// A block of addresses in CIDR form (RFC 4632, RFC 4291).
class Network {
public:
    /// "10.1.0.0/16", "2001:db8::/32"; bits behind the prefix must be zero. Else empty.
    [[nodiscard]] static std::optional<Network> from_text(std::string_view text);
    [[nodiscard]] bool contains(const Address&) const noexcept;
    /// Whether this can be the address of one school, not of half a country: private addresses, else /16 or /32 of IPv6 at most.
    [[nodiscard]] bool is_one_place() const noexcept;
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Network&, const Network&) = default;

private:
    Address first_{};
    int prefix_{};  ///< 0…128, counted on the 16-byte form
};

}  // namespace monitor::school
