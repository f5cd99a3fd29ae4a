#pragma once
// base: what went wrong in the world, and what can the caller do about it?

#include <cstdint>
#include <string>
#include <string_view>

namespace monitor {

/// Named after what the caller can do next.
enum class Remedy : std::uint8_t {
    try_again = 1,     ///< passing trouble: ask again after a pause
    correct_input = 2, ///< what was given is wrong; `place` says where
    ask_operator = 3,  ///< a person must act: disk full, wrong rights, wrong key
    give_up = 4,       ///< this cannot work here
    conflict = 5,      ///< someone else changed it first: read again, decide again
    not_found = 6,     ///< there is no such thing
};

/// Never holds personal data: it may be logged as it is.
struct Error {
    Remedy remedy{Remedy::give_up};
    std::string_view operation{}; ///< the call that failed, a literal: "open audit.db"
    int system_code{};            ///< errno or the platform's own code; 0: none
    std::string place{};          ///< file, line, field or rule, as far as known
};

}  // namespace monitor
