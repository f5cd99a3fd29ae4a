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

/// SHA-256(0x00 ‖ input).
[[nodiscard]] Hash leaf(BytesView input);
/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Hash node(const Hash& left, const Hash& right);

/// The two parts of an entry (entry.hpp).
enum class Part : std::uint8_t { lasting = 2, personal = 3 };
/// SHA-256(part ‖ index ‖ salt ‖ content): what was erased cannot be guessed from it, and no part fits another place.
[[nodiscard]] Hash commitment(Part, std::uint64_t index, BytesView salt, BytesView content);
/// The leaf of an entry: its input is both commitments, 64 bytes.
[[nodiscard]] Hash leaf(const Hash& lasting, const Hash& personal);

/// The right edge of the tree: all that is needed to append and to tell the root, ≤ 64 hashes.
class Frontier {
public:
    Frontier() = default;
    void append(const Hash& leaf) {
        append(leaf, [](unsigned, std::uint64_t, const Hash&) {});
    }
    /// Calls `made(level, number, hash)` for each perfect subtree of 2^level leaves that this leaf completes; level 0 is the
    /// leaf.
    template <class Made>
    void append(const Hash& leaf, Made made);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// Of the empty log: SHA-256 of nothing.
    [[nodiscard]] Hash root() const;
    [[nodiscard]] Bytes bytes() const;
    [[nodiscard]] static std::expected<Frontier, Error> from_bytes(BytesView);

private:
    std::uint64_t size_{};
    std::vector<Hash> edge_{};  ///< of the perfect subtrees, largest first
};

template <class Made>
void Frontier::append(const Hash& leaf, Made made) {
    edge_.push_back(leaf);
    made(0U, size_, leaf);
    // Every carry of size + 1 joins two perfect subtrees of the same size.
    unsigned level{};
    for (auto rest = size_; (rest & 1) != 0; rest >>= 1) {
        const Hash right = edge_.back();
        edge_.pop_back();
        edge_.back() = node(edge_.back(), right);
        ++level;
        made(level, size_ >> level, edge_.back());
    }
    ++size_;
}

}  // namespace monitor::audit
