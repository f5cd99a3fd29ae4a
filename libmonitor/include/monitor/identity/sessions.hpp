#pragma once
// identity: who has signed in, and how long may they stay?

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"

namespace monitor::identity {

struct Session {
    SessionId id{};
    SchoolId school{};
    StaffId staff{};
    Instant began{};
    Instant seen{};
    Instant expires{};  ///< the absolute end
    Personal<std::string> address{};
    std::string browser{};  ///< family only: "Chrome"
};

/// What the cookie holds: 32 random bytes, base64url. Only its keyed hash is kept.
using SessionToken = Personal<std::string>;

/// A port: implemented by store. Plain blocking functions, called only on Stores::people_thread.
class Sessions {
public:
    virtual ~Sessions() = default;
    Sessions(const Sessions&) = delete;
    Sessions& operator=(const Sessions&) = delete;

    /// `session.id` and times are made here; a fresh token at every sign-in.
    [[nodiscard]] virtual std::expected<SessionToken, Error> begin(Session, std::chrono::hours longest) = 0;
    /// The live session of that token, and notes that it was used; empty: none, idle for too long, or over.
    [[nodiscard]] virtual std::expected<std::optional<Session>, Error> find(const SessionToken&, std::chrono::minutes idle) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Session>, Error> of(SchoolId, StaffId) = 0;
    /// Remedy::not_found when it was over already.
    [[nodiscard]] virtual std::expected<void, Error> end(SchoolId, SessionId) = 0;

protected:
    Sessions() = default;
};

}  // namespace monitor::identity
