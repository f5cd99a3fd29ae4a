// Can any list of guardians, and so any file of comma separated values, do more than add guardians or be refused, in whatever
// pieces?

#include <cstdint>

#include "deliveries.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto read = [&](std::size_t piece) {
        roster::Import import;
        import.snapshot.sites = {{ "s", "Hoofdgebouw" }};
        for (const auto* key : {"p1", "p2"})
            import.snapshot.pupils.push_back({.key = roster::Key{key}, .name = Personal<std::string> { "Bo D." }});
        fuzz::Pieces source{text, piece};
        roster::read_guardians(source, import,
                               {.wanted = roster::Wanted::look_along_and_portal, .findings = fuzz::most_findings});
        return import;
    };
    const auto whole = read(1 << 20);
    fuzz::look_at_delivery(whole);
    fuzz::hold(test::import_text(read(3)) == test::import_text(whole));
    return 0;
}
