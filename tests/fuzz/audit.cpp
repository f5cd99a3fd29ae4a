// Is what is taken for an audit entry, or for the edge of a tree, exactly one that was written?

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "monitor/audit/entry.hpp"
#include "monitor/audit/json.hpp"
#include "monitor/audit/merkle.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace monitor;
    const auto bytes = std::as_bytes(std::span{data, size});
    if (const auto entry = audit::decode(bytes)) {
        require(std::ranges::equal(audit::encode(*entry).lasting, bytes));
        const auto line = audit::json({}, {0, {}, *entry, audit::Remains::lasting}, audit::Told::whole);
        require(line.find('\n') == std::string::npos);
    }
    // The same bytes as the personal part of an entry with two rulings, and of one with none.
    for (const std::size_t rulings : {0U, 2U}) {
        audit::Entry plain;
        plain.act = audit::Act::look_began;
        plain.rulings.resize(rulings);
        const auto lasting = audit::encode(plain).lasting;
        if (const auto entry = audit::decode(lasting, bytes)) require(std::ranges::equal(audit::encode(*entry).personal, bytes));
    }
    if (auto frontier = audit::Frontier::from_bytes(bytes)) {
        require(std::ranges::equal(frontier->bytes(), bytes));
        const auto before = frontier->size();
        frontier->append(frontier->root());
        require(frontier->size() == before + 1);
    }
    return 0;
}
