// Is what is taken for an audit entry, or for the edge of a tree, exactly one that was written?

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "monitor/audit/entry.hpp"
#include "monitor/audit/merkle.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace monitor;
    const auto bytes = std::as_bytes(std::span{data, size});
    if (const auto entry = audit::decode(bytes)) require(std::ranges::equal(audit::encode(*entry), bytes));
    if (auto frontier = audit::Frontier::from_bytes(bytes)) {
        require(std::ranges::equal(frontier->bytes(), bytes));
        const auto before = frontier->size();
        frontier->append(frontier->root());
        require(frontier->size() == before + 1);
    }
    return 0;
}
