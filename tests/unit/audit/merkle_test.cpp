// audit: does the frontier give the root that RFC 6962 §2.1 defines? The definition itself is written out here, recursively.

#include "monitor/audit/merkle.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace monitor;
using audit::Hash;

namespace {

// MTH: split at the largest power of two smaller than the size.
Hash root_of(const std::vector<Hash>& leaves, std::size_t first, std::size_t last) {
    if (first == last) return seal::sha256({});
    if (last - first == 1) return leaves[first];
    std::size_t half = 1;
    while (half * 2 < last - first) half *= 2;
    return audit::node(root_of(leaves, first, first + half), root_of(leaves, first + half, last));
}

std::vector<Hash> numbered(std::size_t count) {
    std::vector<Hash> leaves;
    for (std::size_t at = 0; at < count; ++at) leaves.push_back(audit::leaf(as_bytes("leaf " + std::to_string(at))));
    return leaves;
}

// The inputs of the reference tests of Certificate Transparency (certificate-transparency-go, merkle tree test).
const std::vector<std::string> reference_inputs{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> reference_roots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                               "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                               "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                               "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                               "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                               "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                               "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                               "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

}  // namespace

TEST_CASE("the roots of the reference log of Certificate Transparency come out, size by size", "[audit]") {
    audit::Frontier frontier;
    CHECK(hex(frontier.root()) == reference_roots[0]);
    for (std::size_t at = 0; at < reference_inputs.size(); ++at) {
        frontier.append(audit::leaf(*from_hex(reference_inputs[at])));
        CHECK(hex(frontier.root()) == reference_roots[at + 1]);
    }
}

TEST_CASE("the frontier agrees with the recursive definition for every size up to 300", "[audit]") {
    const auto leaves = numbered(300);
    audit::Frontier frontier;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        REQUIRE(frontier.size() == size);
        REQUIRE(frontier.root() == root_of(leaves, 0, size));
        if (size < leaves.size()) frontier.append(leaves[size]);
    }
}

TEST_CASE("a frontier goes on from its bytes as if it had never been away", "[audit]") {
    const auto leaves = numbered(37);
    audit::Frontier whole;
    for (const auto& leaf : leaves) {
        auto again = audit::Frontier::from_bytes(whole.bytes());
        REQUIRE(again);
        whole.append(leaf);
        again->append(leaf);
        REQUIRE(again->root() == whole.root());
        REQUIRE(again->size() == whole.size());
    }
}

TEST_CASE("bytes that are no frontier are refused", "[audit]") {
    audit::Frontier frontier;
    for (const auto& leaf : numbered(5)) frontier.append(leaf);
    const Bytes good = frontier.bytes();
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(audit::Frontier::from_bytes(BytesView{good}.first(size)));
    Bytes longer = good;
    longer.push_back(std::byte{0});
    CHECK_FALSE(audit::Frontier::from_bytes(longer));
    Bytes other = good;
    other[7] = std::byte{7};
    CHECK_FALSE(audit::Frontier::from_bytes(other));
}

TEST_CASE("part, place and salt are in a commitment, and a leaf is never a node", "[audit]") {
    const auto content = as_bytes("an entry");
    const auto one = audit::commitment(audit::Part::lasting, 7, as_bytes("a"), content);
    CHECK(one != audit::commitment(audit::Part::lasting, 7, as_bytes("b"), content));
    CHECK(one != audit::commitment(audit::Part::lasting, 8, as_bytes("a"), content));
    CHECK(one != audit::commitment(audit::Part::personal, 7, as_bytes("a"), content));
    const auto left = audit::leaf(content), right = audit::leaf(as_bytes("other"));
    Bytes both = copy(left);
    both.insert(both.end(), right.begin(), right.end());
    CHECK(audit::leaf(left, right) == audit::leaf(both));
    CHECK(audit::node(left, right) != audit::leaf(both));
    CHECK(audit::node(left, right) != audit::node(right, left));
}

TEST_CASE("each perfect subtree is told when its last leaf comes, once", "[audit]") {
    const auto leaves = numbered(64);
    audit::Frontier frontier;
    std::size_t told{};
    for (const auto& leaf : leaves) {
        frontier.append(leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
            ++told;
            const auto width = std::size_t{1} << level;
            CHECK(hash == root_of(leaves, number * width, (number + 1) * width));
        });
    }
    CHECK(told == 127);
}
