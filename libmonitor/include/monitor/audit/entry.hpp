#pragma once
// audit: one thing that was ruled or done, as it is kept.
//
// Facts are kept as enumerations, so that a ruling can be replayed. Names are not kept: ids are, until the school year ends.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/policy/ruling.hpp"

namespace monitor::audit {

/// Written down: append, never renumber.
enum class Act : std::uint8_t {
    look_began = 1,  ///< a view opened; a line per pupil
    look_refused = 2,
    look_changed = 3,  ///< a ruling about a pupil in view became another
    look_ended = 4,    ///< `reason` is a wire::EndReason
    signed_in = 5,
    signed_out = 6,
    session_ended = 7,
    device_token_made = 8,
    device_enrolled = 9,
    device_revoked = 10,
    device_refused = 11,  ///< `reason` is a wire::AgentRefusal
    roster_applied = 12,
    swept = 13,  ///< `count` records, by rule `detail`
    server_started = 14,
    server_stopped = 15,
    settings_changed = 16,  ///< `detail` says which
    duty_changed = 17,      ///< granted, withdrawn or taken up; `reason` is a school::Duty
    stood_in = 18,          ///< for a colleague, until the end of the day; `reason` is a school::StandIn
    link_chosen = 19,       ///< an admin chose whose account it is
    sign_in_refused = 20,   ///< in the operator's log; `reason` is an identity::SignInFlaw, 0: nobody who works here
};

enum class ActorKind : std::uint8_t { system = 1, staff = 2, operator_ = 3, device = 4 };

struct Actor {
    ActorKind kind{ActorKind::system};
    std::optional<StaffId> staff{};
    std::optional<DeviceId> device{};
};

/// What was decided about one pupil, and on which facts.
struct Ruled {
    PupilId pupil{};
    std::optional<policy::Basis> basis{};      ///< granted on …
    std::optional<policy::Refusal> refusal{};  ///< … or refused because; exactly one of the two
    policy::Facts facts{};
};

struct Entry {
    Instant at{};
    Act act{};
    Actor actor{};
    ViewId view{};  ///< of the look acts
    policy::Action action{policy::Action::grid};
    policy::LookPurpose purpose{};
    std::uint16_t reason{};
    std::uint64_t count{};
    std::string detail{};             ///< a rule or file kind, never a name; ≤ 128 bytes
    Personal<std::string> address{};  ///< where the actor spoke from
    std::vector<Ruled> rulings{};
};

/// One canonical byte form: the same entry gives the same bytes, always. Versioned.
[[nodiscard]] Bytes encode(const Entry&);
[[nodiscard]] std::expected<Entry, Error> decode(BytesView);
[[nodiscard]] std::string_view word(Act) noexcept;

}  // namespace monitor::audit
