// Does what a stranger needs first work for them: a ruling, one picture of a screen, and that picture as a WebP?

#include <chrono>
#include <iostream>

#include "monitor/base/clock.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/codec/encoder.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/policy/ruling.hpp"

using namespace monitor;

namespace {

bool refused() {
#ifdef WITH_SCHOOL
    const SystemClock clock;
    const auto ruling = policy::decide({}, {}, clock.now());
    return !ruling && ruling.error() == policy::Refusal::clock_doubtful;
#else
    return true;
#endif
}

std::size_t one_picture() {
    const SystemClock clock;
    const auto screen = capture::open({.backend = "pattern", .source = "320x240", .clock = &clock});
    if (!screen) return 0;
    const auto encoder = codec::make_encoder({});
    auto frame = (*screen)->next(std::chrono::seconds{1});
    if (!encoder || !frame || !*frame) return 0;
    (*encoder)->look(**frame);
    const auto encoded = (*encoder)->encode();
    return encoded && *encoded ? picture::webp((*encoded)->vp8).size() : 0;
}

}  // namespace

int main() {
    const auto bytes = one_picture();
    std::cout << "a picture of " << bytes << " bytes; without facts: " << (refused() ? "refused" : "PERMITTED") << '\n';
    return bytes > 0 && refused() ? 0 : 1;
}
