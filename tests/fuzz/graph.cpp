// Can what calls itself Graph's answer do more than be read or refused?

#include <cstdint>
#include <cstdlib>

#include "monitor/base/bytes.hpp"
#include "monitor/roster/directory.hpp"

namespace {

using namespace monitor;

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(std::as_bytes(std::span{data, size}));
    if (const auto page = roster::read_graph_page(text)) {
        require(page->items.size() <= 2'000);
        require(page->next_link.empty() || page->delta_link.empty());
        for (const auto& item : page->items) require(item.id.size() <= 1'024 && item.app_roles.size() <= 1'000);
    } else {
        require(!page.error().empty());
    }
    if (const auto item = roster::read_graph_item(text)) require(item->id.size() <= 1'024);
    const auto problem = roster::read_graph_problem(text);
    require(problem.code.size() <= 1'024 && problem.request.size() <= 1'024);
    return 0;
}
