#pragma once
// audit: which short value stands for a whole log, so that no line can be changed, cut or moved unseen? RFC 6962 §2.1.

#include <cstdint>
#include <expected>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/seal/hash.hpp"

namespace monitor::audit {

using Hash = seal::Digest;

/// SHA-256(0x00 ‖ salt ‖ content): salted, so that an erased entry cannot be guessed from its leaf.
[[nodiscard]] Hash leaf(BytesView salt, BytesView content);
/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Hash node(const Hash& left, const Hash& right);

/// The right edge of the tree: all that is needed to append and to tell the root, ≤ 64 hashes.
class Frontier {
public:
    Frontier() = default;
    void append(const Hash& leaf);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// Of the empty log: SHA-256 of nothing.
    [[nodiscard]] Hash root() const;
    [[nodiscard]] Bytes bytes() const;
    [[nodiscard]] static std::expected<Frontier, Error> from_bytes(BytesView);

private:
    std::uint64_t size_{};
    std::vector<Hash> edge_{};  ///< of the perfect subtrees, largest first
};

}  // namespace monitor::audit
