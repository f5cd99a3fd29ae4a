// Can any bytes make the reader of EDEXML do more than read a school or refuse it, and does it matter in which pieces they come?

#include <cstdint>

#include "imports.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto read = [&](std::size_t piece) {
        fuzz::Pieces source{text, piece};
        return roster::read_edexml(source, {.now = fuzz::today, .findings = fuzz::most_findings});
    };
    const auto whole = read(1 << 20);
    fuzz::look_at(whole);
    fuzz::hold(test::import_text(read(7)) == test::import_text(whole));
    return 0;
}
