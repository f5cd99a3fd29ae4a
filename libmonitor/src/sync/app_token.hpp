#pragma once
// sync: what shows Graph that we are the application the school allowed in? OAuth 2.0 client credentials (RFC 6749 §4.4).

#include <expected>
#include <string>

#include "monitor/settings/connections.hpp"
#include "sync/asker.hpp"

namespace monitor::sync {

/// A token is kept until shortly before its end, in memory only, and shown to nobody but `url`.
class AppToken {
public:
    AppToken(const settings::Connection& connection, std::string secret);

    [[nodiscard]] std::expected<std::string, Failure> current(Asker&);
    /// It was refused: the next one is fresh.
    void drop() noexcept { token_.clear(); }

private:
    std::string address_, question_, token_;
    Tick until_{};
};

/// application/x-www-form-urlencoded, and a value in a query: all but unreserved characters (RFC 3986 §2.3) as %XX.
[[nodiscard]] std::string percent(std::string_view);

}  // namespace monitor::sync
