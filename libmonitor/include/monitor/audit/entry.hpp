#pragma once
// audit: one thing that was ruled or done, as it is kept.
//
// Facts are kept as enumerations, so that a ruling can be replayed. Names are not kept: ids are. An entry has two parts: what
// lasts for the term of the log, and what leads to a pupil or a place, which is erased when the school year ends
// (docs/decisions/0021).

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
    settings_changed = 16,    ///< `detail` says which
    duty_changed = 17,        ///< granted, withdrawn or taken up; `reason` is a school::Duty
    stood_in = 18,            ///< for a colleague, until the end of the day; `reason` is a school::StandIn
    link_chosen = 19,         ///< an admin chose whose account it is
    sign_in_refused = 20,     ///< in the operator's log; `reason` is an identity::SignInFlaw, 0: nobody who works here
    remote_lesson_set = 21,   ///< planned, renewed or withdrawn; `group`, `detail` says which
    remote_lesson_told = 22,  ///< somebody confirms that the parents were told
    remote_lesson_began = 23,
    remote_lesson_ended = 24,
    restriction_changed = 25,  ///< an objection or restriction of `pupil`, recorded or lifted
    log_exported = 26,         ///< `count` lines
    log_read = 27,             ///< shown to somebody; `count` lines
    code_made = 28,            ///< with which a parent reads their child's log once
    code_used = 29,
    data_given = 30,  ///< an access request was answered (GDPR art. 15)
    data_corrected = 31,
    person_erased = 32,
    school_erased = 33,
    restored = 34,       ///< from a backup: `reason` is a store::OlderFile, `detail` says what was done again
    support_began = 35,  ///< support may see what the school sees, for `count` hours
    support_ended = 36,  ///< before its time
    term_changed = 37,   ///< how long this log is kept: `count` days
    support_looked = 38,
};

/// A pupil or a parent reads their own log: `pupil` of the entry says whose.
enum class ActorKind : std::uint8_t { system = 1, staff = 2, operator_ = 3, device = 4, pupil = 5, parent = 6 };

struct Actor {
    ActorKind kind{ActorKind::system};
    std::optional<StaffId> staff{};
    std::optional<DeviceId> device{};  ///< personal: a device may be one pupil's
};

/// What was decided about one pupil, and on which facts.
struct Ruled {
    PupilId pupil{};                           ///< personal
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
    std::string detail{};                ///< a rule or file kind, never a name; ≤ 128 bytes
    std::optional<GroupId> group{};      ///< which was looked at, stood in for, or taught from afar
    std::optional<StaffId> colleague{};  ///< whose duty or session it was about
    std::optional<PupilId> pupil{};      ///< personal: whom it was about, where nothing was ruled
    Personal<std::string> address{};     ///< personal: where the actor spoke from
    std::vector<Ruled> rulings{};
};

/// The two parts of an entry as bytes.
struct Parts {
    Bytes lasting{};
    Bytes personal{};
    friend bool operator==(const Parts&, const Parts&) = default;
};

/// One canonical form: the same entry gives the same bytes, always. Versioned.
[[nodiscard]] Parts encode(const Entry&);
/// The whole entry.
[[nodiscard]] std::expected<Entry, Error> decode(BytesView lasting, BytesView personal);
/// What is left once the personal part was erased: no pupils, device or address; as many rulings as there were.
[[nodiscard]] std::expected<Entry, Error> decode(BytesView lasting);
[[nodiscard]] std::string_view word(Act) noexcept;
[[nodiscard]] std::optional<Act> act_from(std::string_view word) noexcept;

}  // namespace monitor::audit
