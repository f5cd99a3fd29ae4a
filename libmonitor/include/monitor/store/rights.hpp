#pragma once
// store: who may do what at a school, beside teaching? Read back as part of the Roll.

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

/// A school lets support see what it sees for so long at once.
inline constexpr std::chrono::hours longest_support{72};

/// A port. Called only on Stores::people_thread. Each change raises the school's revision; the caller writes it down first.
class Rights {
public:
    virtual ~Rights() = default;
    Rights(const Rights&) = delete;
    Rights& operator=(const Rights&) = delete;

    /// Remedy::not_found: nobody of that id works there. Granting twice changes nothing.
    [[nodiscard]] virtual std::expected<void, Error> grant(SchoolId, StaffId, school::Duty) = 0;
    [[nodiscard]] virtual std::expected<void, Error> withdraw(SchoolId, StaffId, school::Duty) = 0;
    /// Until the end of this day in Amsterdam; again: the newest reason.
    [[nodiscard]] virtual std::expected<school::Replacement, Error> replace(SchoolId, StaffId, GroupId, school::StandIn) = 0;
    /// The secret, shown once: 32 random bytes, base64url. Only its keyed hash is kept.
    [[nodiscard]] virtual std::expected<Personal<std::string>, Error> invite(SchoolId, school::Duty, std::chrono::hours life) = 0;
    /// Uses the invitation up for this colleague; Remedy::not_found: none of this school, used or expired.
    [[nodiscard]] virtual std::expected<school::Duty, Error> accept(SchoolId, StaffId, const Personal<std::string>& secret) = 0;

    /// Until when support may see what the school sees, in place of what was said before. Remedy::correct_input: it has passed, or
    /// lies further ahead than longest_support.
    [[nodiscard]] virtual std::expected<void, Error> permit_support(SchoolId, Instant until) = 0;
    [[nodiscard]] virtual std::expected<void, Error> end_support(SchoolId) = 0;
    /// Empty: it may not, or not any more.
    [[nodiscard]] virtual std::expected<std::optional<Instant>, Error> support(SchoolId) = 0;

protected:
    Rights() = default;
};

}  // namespace monitor::store
