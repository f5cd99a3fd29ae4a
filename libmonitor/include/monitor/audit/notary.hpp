#pragma once
// audit: what can the log show to somebody who doubts it?

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "monitor/audit/checkpoint.hpp"
#include "monitor/audit/evidence.hpp"
#include "monitor/audit/proof.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::audit {

/// A checkpoint is signed by itself whenever a log has grown by as many lines.
inline constexpr std::uint64_t lines_a_checkpoint = 1024;

/// Plain blocking functions, called only on their owner's executor (Stores::audit_thread).
class Notary {
public:
    virtual ~Notary() = default;
    Notary(const Notary&) = delete;
    Notary& operator=(const Notary&) = delete;

    /// Of the key of this installation; made at the first call, and the same for ever.
    [[nodiscard]] virtual std::expected<seal::PublicKey, Error> public_key() = 0;
    /// A note over the log as it is now, kept; the one that is kept, where it already covers every line.
    [[nodiscard]] virtual std::expected<std::string, Error> sign(SchoolId) = 0;
    /// The kept notes over at least `from` lines, shortest first.
    [[nodiscard]] virtual std::expected<std::vector<std::string>, Error> checkpoints(SchoolId, std::uint64_t from,
                                                                                     std::size_t at_most) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Evidence>, Error> evidence(SchoolId, std::uint64_t first,
                                                                               std::size_t at_most) = 0;
    /// For proofs (proof.hpp): one row for every eighth level, else of at most 2^(level % 8) rows. Remedy::not_found beyond the
    /// end.
    [[nodiscard]] virtual std::expected<Hash, Error> subtree(SchoolId, unsigned level, std::uint64_t number) = 0;

protected:
    Notary() = default;
};

}  // namespace monitor::audit
