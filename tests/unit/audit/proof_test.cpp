// audit: are the proofs those of the RFC, and is nothing else taken for one?

#include "monitor/audit/proof.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace monitor;
using audit::Hash;
using audit::Path;
using audit::Proved;

namespace {

using Leaves = std::vector<Hash>;

// The definitions of §2.1.1 and §2.1.2, written out over a list.
Hash mth(const Leaves& d) {
    if (d.empty()) return seal::sha256({});
    if (d.size() == 1) return d[0];
    std::size_t k = 1;
    while (k * 2 < d.size()) k *= 2;
    const auto middle = d.begin() + static_cast<std::ptrdiff_t>(k);
    return audit::node(mth({d.begin(), middle}), mth({middle, d.end()}));
}
Path path(std::size_t m, const Leaves& d) {
    if (d.size() == 1) return {};
    std::size_t k = 1;
    while (k * 2 < d.size()) k *= 2;
    const auto middle = d.begin() + static_cast<std::ptrdiff_t>(k);
    const Leaves left{d.begin(), middle}, right{middle, d.end()};
    auto found = m < k ? path(m, left) : path(m - k, right);
    found.push_back(m < k ? mth(right) : mth(left));
    return found;
}
Path subproof(std::size_t m, const Leaves& d, bool known) {
    if (m == d.size()) return known ? Path{} : Path{mth(d)};
    std::size_t k = 1;
    while (k * 2 < d.size()) k *= 2;
    const auto middle = d.begin() + static_cast<std::ptrdiff_t>(k);
    const Leaves left{d.begin(), middle}, right{middle, d.end()};
    auto found = m <= k ? subproof(m, left, known) : subproof(m - k, right, false);
    found.push_back(m <= k ? mth(right) : mth(left));
    return found;
}

Leaves numbered(std::size_t count) {
    Leaves leaves;
    for (std::size_t at = 0; at < count; ++at) leaves.push_back(audit::leaf(as_bytes("leaf " + std::to_string(at))));
    return leaves;
}
Leaves first(const Leaves& leaves, std::size_t count) {
    return {leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(count)};
}
audit::Subtree over(const Leaves& leaves) {
    return [&leaves](unsigned level, std::uint64_t number) -> std::expected<Hash, Error> {
        const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(number << level);
        return mth({begin, begin + (std::ptrdiff_t{1} << level)});
    };
}
std::string text(const Path& path) {
    std::string all;
    for (const auto& hash : path) all += hex(hash).substr(0, 8) + " ";
    return all;
}

}  // namespace

TEST_CASE("the proofs of the reference log of Certificate Transparency come out", "[audit]") {
    // Made with tests/unit/audit/proofs.py, which shares no code with this library, from the eight inputs of the reference tests.
    const std::vector<std::string> inputs{
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
    Leaves leaves;
    for (const auto& input : inputs) leaves.push_back(audit::leaf(*from_hex(input)));
    CHECK(text(*audit::inclusion(0, 8, over(leaves))) == "96a296d2 5f083f0a 6b47aaf2 ");
    CHECK(text(*audit::inclusion(5, 8, over(leaves))) == "bc1a0643 ca854ea1 d37ee418 ");
    CHECK(text(*audit::inclusion(2, 3, over(leaves))) == "fac54203 ");
    CHECK(text(*audit::inclusion(1, 5, over(leaves))) == "6e340b9c 5f083f0a bc1a0643 ");
    CHECK(audit::consistency(1, 1, over(leaves))->empty());
    CHECK(text(*audit::consistency(1, 8, over(leaves))) == "96a296d2 5f083f0a 6b47aaf2 ");
    CHECK(text(*audit::consistency(6, 8, over(leaves))) == "0ebc5d34 ca854ea1 d37ee418 ");
    CHECK(text(*audit::consistency(2, 5, over(leaves))) == "5f083f0a bc1a0643 ");
}

TEST_CASE("every proof up to 40 lines is that of the definition, and is believed", "[audit]") {
    const auto leaves = numbered(40);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const auto log = first(leaves, size);
        const auto root = mth(log);
        REQUIRE(audit::root(size, over(leaves)) == root);
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = audit::inclusion(index, size, over(leaves));
            REQUIRE(proof == path(index, log));
            REQUIRE(audit::included(leaves[index], index, size, root, *proof) == Proved::yes);
        }
        for (std::size_t from = 0; from <= size; ++from) {
            const auto proof = audit::consistency(from, size, over(leaves));
            REQUIRE(proof == (from == 0 ? Path{} : subproof(from, log, true)));
            REQUIRE(audit::consistent(from, mth(first(leaves, from)), size, root, *proof) == Proved::yes);
        }
    }
}

TEST_CASE("no proof is believed of another line, place, size, root, or with a hash too few, too many or changed", "[audit]") {
    const auto leaves = numbered(21);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const auto root = mth(first(leaves, size));
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = *audit::inclusion(index, size, over(leaves));
            const auto refuses = [&](const Hash& leaf, std::size_t at, std::size_t of, const Hash& over_all, const Path& path) {
                REQUIRE(audit::included(leaf, at, of, over_all, path) == Proved::no);
            };
            for (std::size_t other = 0; other < leaves.size(); ++other) {
                if (other != index) refuses(leaves[index], other, size, root, proof);
                if (other != index) refuses(leaves[other], index, size, root, proof);
            }
            refuses(leaves[index], index, size, audit::node(root, root), proof);
            refuses(leaves[index], index, 0, root, proof);
            for (std::size_t at = 0; at < proof.size(); ++at) {
                auto changed = proof, shorter = proof;
                changed[at][at] ^= std::byte{1};
                shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
                refuses(leaves[index], index, size, root, changed);
                refuses(leaves[index], index, size, root, shorter);
            }
            auto longer = proof;
            longer.push_back(root);
            refuses(leaves[index], index, size, root, longer);
        }
    }
}

TEST_CASE("no log that did not only grow is believed to have", "[audit]") {
    const auto leaves = numbered(21);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const auto root = mth(first(leaves, size));
        for (std::size_t from = 1; from <= size; ++from) {
            const auto older = mth(first(leaves, from));
            const auto proof = *audit::consistency(from, size, over(leaves));
            const auto refuses = [&](std::size_t of, const Hash& before, std::size_t to, const Hash& after, const Path& path) {
                REQUIRE(audit::consistent(of, before, to, after, path) == Proved::no);
            };
            refuses(from, audit::node(older, older), size, root, proof);
            refuses(from, older, size, audit::node(root, root), proof);
            refuses(size + 1, older, size, root, proof);
            for (std::size_t at = 0; at < proof.size(); ++at) {
                auto changed = proof, shorter = proof;
                changed[at][at] ^= std::byte{1};
                shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
                refuses(from, older, size, root, changed);
                refuses(from, older, size, root, shorter);
            }
            auto longer = proof;
            longer.push_back(root);
            refuses(from, older, size, root, longer);
        }
    }
    CHECK(audit::consistent(0, seal::sha256({}), 5, mth(first(leaves, 5)), {}) == Proved::yes);
    CHECK(audit::consistent(0, leaves[0], 5, mth(first(leaves, 5)), {}) == Proved::no);
}

TEST_CASE("nothing is proved of what is beyond the end", "[audit]") {
    const auto leaves = numbered(3);
    CHECK(audit::inclusion(3, 3, over(leaves)).error().remedy == Remedy::correct_input);
    CHECK(audit::inclusion(0, 0, over(leaves)).error().remedy == Remedy::correct_input);
    CHECK(audit::consistency(4, 3, over(leaves)).error().remedy == Remedy::correct_input);
}
