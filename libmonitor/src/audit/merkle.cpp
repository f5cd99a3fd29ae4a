// audit: how do many leaves become one root, one leaf at a time? RFC 6962 §2.1; the edge holds one hash per set bit of the size.

#include "monitor/audit/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace monitor::audit {
namespace {

constexpr std::byte leaf_mark{0x00}, node_mark{0x01};
constexpr std::size_t size_bytes = 8;

}  // namespace

Hash leaf(BytesView input) {
    Bytes whole{leaf_mark};
    whole.reserve(1 + input.size());
    whole.insert(whole.end(), input.begin(), input.end());
    return seal::sha256(whole);
}

Hash leaf(const Hash& lasting, const Hash& personal) {
    std::array<std::byte, 2 * sizeof(Hash)> both;
    std::ranges::copy(lasting, both.begin());
    std::ranges::copy(personal, both.begin() + sizeof(Hash));
    return leaf(both);
}

Hash commitment(Part part, std::uint64_t index, BytesView salt, BytesView content) {
    Bytes whole{static_cast<std::byte>(part)};
    whole.reserve(1 + sizeof index + salt.size() + content.size());
    for (int shift = 56; shift >= 0; shift -= 8) whole.push_back(static_cast<std::byte>(index >> shift & 255));
    whole.insert(whole.end(), salt.begin(), salt.end());
    whole.insert(whole.end(), content.begin(), content.end());
    return seal::sha256(whole);
}

Hash node(const Hash& left, const Hash& right) {
    Bytes whole{node_mark};
    whole.reserve(1 + left.size() + right.size());
    whole.insert(whole.end(), left.begin(), left.end());
    whole.insert(whole.end(), right.begin(), right.end());
    return seal::sha256(whole);
}

Hash Frontier::root() const {
    if (edge_.empty()) return seal::sha256({});
    Hash root = edge_.back();
    for (auto at = edge_.size() - 1; at > 0; --at) root = node(edge_[at - 1], root);
    return root;
}

Bytes Frontier::bytes() const {
    Bytes bytes;
    bytes.reserve(size_bytes + edge_.size() * sizeof(Hash));
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(size_ >> shift & 255));
    for (const Hash& hash : edge_) bytes.insert(bytes.end(), hash.begin(), hash.end());
    return bytes;
}

std::expected<Frontier, Error> Frontier::from_bytes(BytesView bytes) {
    const auto no = [](const char* place) {
        return std::unexpected{Error{Remedy::give_up, "read the edge of the audit tree", 0, place}};
    };
    if (bytes.size() < size_bytes) return no("size");
    Frontier frontier;
    for (std::size_t at = 0; at < size_bytes; ++at) {
        frontier.size_ = frontier.size_ << 8 | std::to_integer<std::uint64_t>(bytes[at]);
    }
    const auto hashes = static_cast<std::size_t>(std::popcount(frontier.size_));
    if (bytes.size() != size_bytes + hashes * sizeof(Hash)) return no("edge");
    frontier.edge_.resize(hashes);
    for (std::size_t at = 0; at < hashes; ++at) {
        std::memcpy(frontier.edge_[at].data(), bytes.data() + size_bytes + at * sizeof(Hash), sizeof(Hash));
    }
    return frontier;
}

}  // namespace monitor::audit
