// audit: which hashes prove it, and do they?

#include "monitor/audit/proof.hpp"

#include <algorithm>
#include <bit>

namespace monitor::audit {
namespace {

using Found = std::expected<void, Error>;

/// The largest power of two smaller than `count`.
std::uint64_t half(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

/// Leaves [first, last). A perfect run that begins at a multiple of itself is a subtree; any other is two shorter runs.
std::expected<Hash, Error> run(std::uint64_t first, std::uint64_t last, const Subtree& subtree) {
    const auto count = last - first;
    if (std::has_single_bit(count)) {
        const auto level = static_cast<unsigned>(std::countr_zero(count));
        return subtree(level, first >> level);
    }
    const auto middle = first + half(count);
    const auto left = run(first, middle, subtree);
    if (!left) return left;
    const auto right = run(middle, last, subtree);
    if (!right) return right;
    return node(*left, *right);
}

Found add(Path& path, std::uint64_t first, std::uint64_t last, const Subtree& subtree) {
    const auto hash = run(first, last, subtree);
    if (!hash) return std::unexpected{hash.error()};
    path.push_back(*hash);
    return {};
}

Found include(Path& path, std::uint64_t index, std::uint64_t first, std::uint64_t last, const Subtree& subtree) {
    if (last - first == 1) return {};
    const auto middle = first + half(last - first);
    const bool left = index < middle;
    const auto deeper = left ? include(path, index, first, middle, subtree) : include(path, index, middle, last, subtree);
    if (!deeper) return deeper;
    return left ? add(path, middle, last, subtree) : add(path, first, middle, subtree);
}

enum class Known : std::uint8_t { no = 0, yes = 1 };  ///< whether the verifier has the root of the older run already

Found subproof(Path& path, std::uint64_t from, std::uint64_t first, std::uint64_t last, Known known, const Subtree& subtree) {
    if (from == last) return known == Known::yes ? Found{} : add(path, first, last, subtree);
    const auto middle = first + half(last - first);
    const bool left = from <= middle;
    const auto deeper =
        left ? subproof(path, from, first, middle, known, subtree) : subproof(path, from, middle, last, Known::no, subtree);
    if (!deeper) return deeper;
    return left ? add(path, middle, last, subtree) : add(path, first, middle, subtree);
}

std::unexpected<Error> no_such(const char* operation) {
    return std::unexpected{Error{Remedy::correct_input, operation, 0, "beyond the end of the log"}};
}

}  // namespace

std::expected<Hash, Error> root(std::uint64_t size, const Subtree& subtree) {
    if (size == 0) return seal::sha256({});
    return run(0, size, subtree);
}

std::expected<Path, Error> inclusion(std::uint64_t index, std::uint64_t size, const Subtree& subtree) {
    if (index >= size) return no_such("prove that a line stands in the log");
    Path path;
    if (auto found = include(path, index, 0, size, subtree); !found) return std::unexpected{std::move(found.error())};
    return path;
}

std::expected<Path, Error> consistency(std::uint64_t from, std::uint64_t size, const Subtree& subtree) {
    if (from > size) return no_such("prove that the log only grew");
    Path path;
    if (from == 0 || from == size) return path;
    if (auto found = subproof(path, from, 0, size, Known::yes, subtree); !found) return std::unexpected{std::move(found.error())};
    return path;
}

Proved included(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Hash& root, std::span<const Hash> path) {
    if (index >= size) return Proved::no;
    auto at = index, last = size - 1;
    Hash hash = leaf;
    for (const Hash& other : path) {
        if (last == 0) return Proved::no;
        if ((at & 1) != 0 || at == last) {
            hash = node(other, hash);
            while ((at & 1) == 0 && at != 0) at >>= 1, last >>= 1;
        } else {
            hash = node(hash, other);
        }
        at >>= 1, last >>= 1;
    }
    return last == 0 && hash == root ? Proved::yes : Proved::no;
}

Proved consistent(std::uint64_t from, const Hash& from_root, std::uint64_t size, const Hash& root, std::span<const Hash> path) {
    const auto says = [](bool holds) { return holds ? Proved::yes : Proved::no; };
    if (from == size) return says(path.empty() && from_root == root);
    if (from == 0) return says(path.empty() && from_root == seal::sha256({}));
    if (from > size || path.empty()) return Proved::no;
    auto at = from - 1, last = size - 1;
    while ((at & 1) != 0) at >>= 1, last >>= 1;
    const bool whole = std::has_single_bit(from);  // then the older root begins the path by itself
    Hash older = whole ? from_root : path.front(), newer = older;
    for (const Hash& other : path.subspan(whole ? 0 : 1)) {
        if (last == 0) return Proved::no;
        if ((at & 1) != 0 || at == last) {
            older = node(other, older);
            newer = node(other, newer);
            while ((at & 1) == 0 && at != 0) at >>= 1, last >>= 1;
        } else {
            newer = node(newer, other);
        }
        at >>= 1, last >>= 1;
    }
    return says(last == 0 && older == from_root && newer == root);
}

}  // namespace monitor::audit
