// Can any files make the reader of School Data Sync do more than read a school or refuse it?

#include <cstdint>

#include "deliveries.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    auto files = fuzz::delivery(text);
    for (const auto wanted : {roster::Wanted::look_along, roster::Wanted::look_along_and_portal}) {
        const auto import =
            roster::read_sds(files, {.wanted = wanted, .now = fuzz::today, .brin = "99XX", .findings = fuzz::most_findings});
        fuzz::look_at_delivery(import);
        if (wanted == roster::Wanted::look_along) fuzz::hold(import.snapshot.guardians.empty());
    }
    return 0;
}
