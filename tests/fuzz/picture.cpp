// Can bytes that claim to be a picture do more than be refused, or be wrapped as they are?

#include "monitor/picture/picture.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace monitor;
using namespace monitor::picture;

void require(bool holds) {
    if (!holds) std::abort();
}

// What passes for a stream keeps within what the stream allows.
void within(BytesView bytes, Stream stream) {
    const auto read = header(bytes, stream);
    if (!read) return;
    require(header(bytes).has_value() && bytes.size() <= limits(stream).bytes);
    const auto most = limits(stream).size;
    require(std::max(read->size.width, read->size.height) <= std::max(most.width, most.height));
    require(std::min(read->size.width, read->size.height) <= std::min(most.width, most.height));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span{data, size});
    within(bytes, Stream::grid);
    within(bytes, Stream::live);
    const auto read = header(bytes);
    const auto wrapped = webp(bytes);
    require(wrapped.empty() == !(read && read->part == Part::key));
    if (!wrapped.empty()) {
        require(wrapped.size() >= bytes.size() + 20 && std::equal(bytes.begin(), bytes.end(), wrapped.begin() + 20));
    }
    return 0;
}
