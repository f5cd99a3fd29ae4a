#pragma once
// audit: does the log still add up to what was last signed, without reading all of it?

#include <cstdint>
#include <expected>
#include <optional>

#include "monitor/audit/checkpoint.hpp"
#include "monitor/audit/notary.hpp"
#include "monitor/audit/trail.hpp"

namespace monitor::audit {

enum class Holds : std::uint8_t { no = 0, yes = 1, not_signed_yet = 2 };

struct Standing {
    Holds holds{};
    std::uint64_t lines{};
    std::optional<Checkpoint> last{};  ///< the newest that was signed
};

/// Whether the log of now begins with the log that was last signed (proof.hpp). What each line holds is not read: verify.hpp does.
[[nodiscard]] std::expected<Standing, Error> standing(Trail&, Notary&, SchoolId);

}  // namespace monitor::audit
