#pragma once
// sync: Microsoft 365 says that something changed: is it Microsoft 365, and whose directory must be read now?
//
// Pure. A notice is a trigger and nothing else: what changed is asked of Graph itself (a delta query), so a forged one could at
// most make us ask a little more often.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::sync {

/// One that we made, as we remember it.
struct Subscription {
    std::string id{};
    std::string tenant{};
    std::string client_state{};  ///< nobody knows it but Graph and us
};

/// Of a query such as "validationToken=…": the token, decoded, to be answered as it is, with status 200 and text/plain, within 10
/// s. Empty: there is none, it is written wrongly, or longer than 2,048 bytes.
[[nodiscard]] std::optional<std::string> validation_token(std::string_view query);

struct Notices {
    std::vector<std::size_t> changed{};  ///< of the known subscriptions: read these directories now
    std::vector<std::size_t> lost{};     ///< of the known subscriptions: make these anew (lifecycle events), and read
    std::uint32_t refused{};             ///< notices of no subscription, of another tenant, or without our client state
};
enum class NoticeFlaw : std::uint8_t { too_large = 1, not_understood = 2 };

/// At most 512 KiB and 1,000 notices. Client states are compared in constant time. Each subscription stands in a list once.
[[nodiscard]] std::expected<Notices, NoticeFlaw> read_notices(std::string_view body, std::span<const Subscription> known);

}  // namespace monitor::sync
