#pragma once
// store: what do all who read or write audit.db share? Private.

#include <map>
#include <optional>
#include <string>

#include "monitor/audit/checkpoint.hpp"
#include "monitor/audit/evidence.hpp"
#include "monitor/audit/merkle.hpp"
#include "parts.hpp"

namespace monitor::store {

/// A row of `subtrees` stands for so many levels of the tree: what a proof reads between them is worked out from leaves.
inline constexpr unsigned levels_a_row = 8;

[[nodiscard]] audit::Hash hash(const Bytes&);
/// As part of a place, or of a key: 8 bytes, big-endian.
[[nodiscard]] Bytes row_of(std::uint64_t index);

/// The head of a log, checked: one that does not follow from its own edge was written by somebody else. Failure ask_operator.
[[nodiscard]] audit::Frontier tail(Database&, SchoolId);
void keep_head(Database&, SchoolId, const audit::Frontier&);
/// How long a log is kept: what the school set, never longer than the ceiling.
[[nodiscard]] std::chrono::milliseconds term_of(Database&, SchoolId);

/// The key that signs, made where there is none yet; in the caller's write transaction.
[[nodiscard]] seal::SigningKey signing_key(AuditFile&);
/// A note over the log, kept; in the caller's write transaction.
std::string sign_log(AuditFile&, SchoolId, const audit::Frontier&);

/// The columns that an Opening reads.
inline constexpr const char* evidence_columns =
    "idx, leaf, year, recorded, lasting_salt, lasting, personal_salt, personal, personal_hash";

/// Opens the lines of one school; what may no longer be read is not there. A key is read once and forgotten with this.
class Opening {
public:
    Opening(AuditFile& file, SchoolId school);
    /// A part that does not open, or does not fit its own commitment, comes as no bytes: the line then differs from its leaf.
    [[nodiscard]] audit::Evidence evidence(const Row&);

private:
    /// Null: destroyed, or never made.
    [[nodiscard]] const seal::Secret* key(const std::string& name);

    AuditFile& file_;
    SchoolId school_;
    Instant now_;
    std::chrono::milliseconds term_;
    std::map<std::string, std::optional<seal::Secret>> keys_;
};

}  // namespace monitor::store
