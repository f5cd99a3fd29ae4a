#pragma once
// sync: why could what a school is connected to not be read, and what must somebody do?

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/language.hpp"

namespace monitor::sync {

/// Kept in store::Run and shown to the school. Written down: append, never renumber; 0 is no problem.
enum class Problem : std::uint16_t {
    unreachable = 1,        ///< no connection, no certificate we trust, no answer in time
    busy = 2,               ///< it asked for a pause, longer than one run may last
    sign_in = 3,            ///< the tenant, the client id or its secret is refused
    secret = 4,             ///< the secret's file is not there, or others may read it
    not_permitted = 5,      ///< we are known, and may not do this
    not_understood = 6,     ///< an answer that is cut off, too large, or in no known form
    other_host = 7,         ///< an answer sent us to somebody else's address
    stopped = 8,            ///< this program is ending
    switched_off = 9,       ///< by the school
    school_not_found = 10,  ///< there are several schools, and none has this BRIN
    empty = 11,             ///< it says there is nobody
    other_school = 12,      ///< the delivery is of another BRIN
    refused = 13,           ///< the delivery has fatal findings
    held = 14,              ///< it would remove too many: a person decides
    not_kept = 15,          ///< our own storage refused it
    settings = 16,          ///< a rule in the settings cannot be read
    file = 17,              ///< the file is not there, or cannot be read
    service = 18,           ///< the other side has a fault of its own
    customer = 19,          ///< the service does not know this school as its customer
    authorisation = 20,     ///< the school has not allowed this service to give its data to us
    message = 21,           ///< the service does not take our question
    many_gone = 22,         ///< the directory no longer has many who were there: a person decides
};

/// What went wrong in one run. Never holds personal data or secrets: it may be logged as it is.
struct Failure {
    Problem problem{};
    std::string place{};                ///< "users/delta: HTTP 403 Authorization_RequestDenied, request 0f1e…"
    std::chrono::milliseconds pause{};  ///< not again before that has passed; 0: nobody said
};

/// "not_permitted"
[[nodiscard]] std::string_view word(Problem) noexcept;
/// A sentence or two for the school: what is wrong, and what to do.
[[nodiscard]] std::string_view advice(Problem, Language);
/// Of store::Run::problem; empty: none, or one that this version does not know.
[[nodiscard]] std::optional<Problem> problem_from(std::uint16_t) noexcept;

}  // namespace monitor::sync
