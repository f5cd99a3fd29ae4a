#pragma once
// privacy: what does this school keep about one person, and what happened with it? The answer to a request (GDPR art. 15).
//
// Third persons are left out: of a look at several pupils only this one's line is told, and of colleagues only who did something
// that is about this person, which the strip on the pupil's screen named them for anyway.

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/audit/reading.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/privacy/documents.hpp"
#include "monitor/store/persons.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::privacy {

/// One look or one act that is about somebody.
struct Happened {
    audit::Entry entry{};               ///< of other pupils nothing is in it any more
    std::optional<audit::Look> look{};  ///< the one that began with this line, without its pupils
    std::uint64_t pupils{};             ///< how many the line was about
};

struct Access {
    store::Person whom{};
    school::Name name{};
    std::vector<store::About> cells{};
    std::vector<Happened> happened{};   ///< newest first
    std::unique_ptr<const school::Roll> roll{};
    Instant at{};
};

/// Reads it all; writes nothing down, which the caller does first (audit::Act::data_given). From any thread but those of the
/// stores. Remedy::not_found: nobody of that id.
[[nodiscard]] std::expected<Access, Error> access(store::Stores&, const Clock&, SchoolId, store::Person);

/// To be read, and with json() for a program. The one kind of document in which a person stands.
[[nodiscard]] Document answer(const Access&, const Facts&, Language);

/// The day on which somebody says it was asked for, "2026-11-20". Empty: no day, or one that in Amsterdam is still to come.
[[nodiscard]] std::optional<std::chrono::sys_days> asked_on(std::string_view text, Instant now);
/// "requested 2026-11-20", as the log says since when the month runs.
[[nodiscard]] std::string requested(std::chrono::sys_days);

}  // namespace monitor::privacy
