#pragma once
// audit: how does someone who has only a checkpoint see that a line stands in the log, and that the log only grew? RFC 6962 §2.1.

#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <vector>

#include "monitor/audit/merkle.hpp"
#include "monitor/base/error.hpp"

namespace monitor::audit {

/// The hash of perfect subtree `number` of 2^level leaves: its leaves are number·2^level and on. Level 0 is a leaf.
using Subtree = std::function<std::expected<Hash, Error>(unsigned level, std::uint64_t number)>;
/// At most 64 hashes; the order of the RFC.
using Path = std::vector<Hash>;

/// Of the first `size` leaves; of none: SHA-256 of nothing.
[[nodiscard]] std::expected<Hash, Error> root(std::uint64_t size, const Subtree&);
/// That leaf `index` stands in the log of `size` (§2.1.1). Remedy::correct_input unless index < size.
[[nodiscard]] std::expected<Path, Error> inclusion(std::uint64_t index, std::uint64_t size, const Subtree&);
/// That the log of `from` is the beginning of the log of `size` (§2.1.2); empty where they are the same, or `from` is 0.
[[nodiscard]] std::expected<Path, Error> consistency(std::uint64_t from, std::uint64_t size, const Subtree&);

enum class Proved : std::uint8_t { no = 0, yes = 1 };
/// RFC 9162 §2.1.3.2.
[[nodiscard]] Proved included(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Hash& root,
                              std::span<const Hash> path);
/// RFC 9162 §2.1.4.2.
[[nodiscard]] Proved consistent(std::uint64_t from, const Hash& from_root, std::uint64_t size, const Hash& root,
                                std::span<const Hash> path);

}  // namespace monitor::audit
