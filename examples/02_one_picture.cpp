// 02: how does a screen become one small picture that any browser shows?
//
//   02_one_picture [BACKEND [FILE]]     pattern (default), x11 …; writes FILE (default one.webp)

#include <fstream>
#include <iostream>

#include "monitor/base/clock.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/codec/encoder.hpp"
#include "monitor/picture/picture.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

int told(std::string_view what) {
    std::cerr << "02_one_picture: " << what << '\n';
    return 1;
}

}  // namespace

int main(int count, char** words) {
    const SystemClock clock;
    const auto screen = capture::open({.backend = count > 1 ? words[1] : "pattern", .clock = &clock});
    if (!screen) return told(screen.error().operation);

    // The first frame is the whole screen; from then on a frame says what changed, and no frame means: nothing did.
    const auto frame = (*screen)->next(1s);
    if (!frame || !*frame) return told("no picture within a second");

    // Scaled at the source: what leaves the device is no larger than the grid shows.
    const auto encoder = codec::make_encoder({.stream = picture::Stream::grid});
    if (!encoder) return told(encoder.error().operation);
    (*encoder)->look(**frame);
    const auto encoded = (*encoder)->encode();
    if (!encoded || !*encoded) return told("the encoder gave nothing");

    // A VP8 key frame behind 20 bytes is a WebP file: nothing is encoded twice.
    const Bytes file = picture::webp((*encoded)->vp8);
    std::ofstream{count > 2 ? words[2] : "one.webp", std::ios::binary} << as_text(file);
    const auto seen = (*frame)->size(), sent = (*encoded)->size;
    std::cout << (*screen)->name() << ": " << seen.width << "x" << seen.height << " seen, " << sent.width << "x" << sent.height
              << " sent, " << file.size() << " bytes\n";
    return file.empty() ? 1 : 0;
}
