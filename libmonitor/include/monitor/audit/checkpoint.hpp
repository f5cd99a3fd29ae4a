#pragma once
// audit: which few lines, kept by somebody else, show later that the log was not cut, changed or wound back?
//
// A checkpoint is a signed note as in C2SP (tlog-checkpoint, signed-note); the signature is ECDSA P-256, which those pages leave
// to a key type of one's own. docs/formats/audit.md.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/audit/merkle.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/seal/sign.hpp"

namespace monitor::audit {

struct Checkpoint {
    std::string origin{};  ///< of which log
    std::uint64_t size{};
    Hash root{};
    Instant at{};
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The name of a school's log, the same for ever: "libmonitor.audit/<id>"; "libmonitor.audit/operator" for that of the default
/// id.
[[nodiscard]] std::string origin(SchoolId);
/// Empty: not such a name.
[[nodiscard]] std::optional<SchoolId> school_from(std::string_view origin);

/// Six lines, the last one the signature.
[[nodiscard]] std::string note(const Checkpoint&, const seal::SigningKey&);
/// Remedy::correct_input, with the line: not a note, not one byte other than note() writes, or not signed with this key.
[[nodiscard]] std::expected<Checkpoint, Error> checkpoint(std::string_view note, const seal::PublicKey&);
/// How many lines a note has.
inline constexpr std::size_t note_lines = 6;

/// The public key as one line, to be kept by whoever checks: "libmonitor.audit+<8 hex digits>+<base64>".
[[nodiscard]] std::string key_text(const seal::PublicKey&);
[[nodiscard]] std::expected<seal::PublicKey, Error> key_from(std::string_view text);

}  // namespace monitor::audit
