// Can any two answers make the reader of GKV do more than read a school or refuse it, and does it matter in which pieces they
// come?
//
// The input is both answers, with a line of four dashes between them.

#include <cstdint>

#include "imports.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size}, dashes{"\n----\n"};
    const auto end = std::min(text.find(dashes), size);
    const auto read = [&](std::size_t piece) {
        fuzz::Pieces pupils{text.substr(0, end), piece}, staff{text.substr(std::min(size, end + dashes.size())), piece};
        return roster::read_gkv(pupils, staff, {.now = fuzz::today, .brin = "99XX", .findings = fuzz::most_findings});
    };
    const auto whole = read(1 << 20);
    fuzz::look_at(whole);
    fuzz::hold(test::import_text(read(7)) == test::import_text(whole));
    return 0;
}
