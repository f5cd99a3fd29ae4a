#pragma once
// privacy: how does a school leave, with everything, and what does it get to show for it (P13)?

#include <expected>
#include <optional>
#include <vector>

#include "monitor/audit/entry.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/privacy/document.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::privacy {

struct EndWish {
    SchoolId school{};
    std::string brin{};
    std::chrono::sys_days asked{};           ///< the day of the written request of the board or the head
    std::optional<school::Duty> asked_by{};  ///< of the colleague who does it; empty: the operator
    audit::Actor actor{audit::ActorKind::operator_, {}, {}};
    Personal<std::string> address{};
};

/// Written down in the school's own log, which is then signed, and in the operator's; then it goes. From any thread but those of
/// the stores. A log that cannot be written: nothing goes.
[[nodiscard]] std::expected<store::Ended, Error> end_school(store::Stores&, const Clock&, const EndWish&);

/// How much of each kind, by its name.
[[nodiscard]] Table counted(const std::vector<store::Counted>&, Language);
/// What went, by kind, and the root of the log that went along. Nobody is in it.
[[nodiscard]] Document certificate(const store::Ended&, Language);

}  // namespace monitor::privacy
