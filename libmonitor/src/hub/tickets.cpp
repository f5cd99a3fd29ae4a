#include "hub/tickets.hpp"

#include <array>

namespace monitor::hub {

std::string Tickets::make(SessionId session, Tick now, Random& random) {
    std::array<std::byte, 18> secret;
    random.fill(secret);
    const std::lock_guard lock{mutex_};
    std::erase_if(held_, [&](const auto& entry) { return entry.second.until <= now; });
    if (held_.size() >= at_most) return {};
    auto ticket = base64url(secret);
    held_.emplace(ticket, Held{session, now + life});
    return ticket;
}

std::optional<SessionId> Tickets::use(const std::string& ticket, Tick now) {
    const std::lock_guard lock{mutex_};
    const auto node = held_.extract(ticket);
    if (node.empty() || node.mapped().until <= now) return std::nullopt;
    return node.mapped().session;
}

}  // namespace monitor::hub
