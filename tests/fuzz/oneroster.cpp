// Can any files make the reader of OneRoster do more than read a school, lay changes over it, or refuse them?

#include <cstdint>

#include "deliveries.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto reading = [] {
        return roster::Reading{
            .wanted = roster::Wanted::look_along_and_portal, .now = fuzz::today, .findings = fuzz::most_findings};
    };
    // "== ++" parts a whole delivery from one of changes.
    const auto parted = std::min(text.find("\n== ++\n"), text.size());
    auto files = fuzz::delivery(text.substr(0, parted));
    const auto before = roster::read_oneroster(files, reading());
    fuzz::look_at_delivery(before);
    auto changes = fuzz::delivery(text.substr(std::min(parted + 7, text.size())));
    fuzz::look_at_delivery(roster::merge_oneroster(before.snapshot, changes, reading()));
    return 0;
}
