// Do the made-up backends keep the contract?

#include <fstream>

#include "capture/clip.hpp"
#include "contract/capturer_contract.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<capture::Capturer> opened(const capture::Options& options) {
    auto made = capture::open(options);
    REQUIRE(made);
    return std::move(*made);
}

}  // namespace

TEST_CASE("pattern keeps the contract of a capturer") {
    test::ManualClock clock{Instant{1'800'000'000s}};
    contract::capturer_contract({.open = [&] { return opened({.backend = "pattern", .source = "320x180", .clock = &clock}); },
                                 .change = [&] { clock.advance(200ms); }});
}

TEST_CASE("replay keeps the contract of a capturer") {
    test::ManualClock clock{Instant{1'800'000'000s}};
    const test::Temporary directory;
    const auto path = directory.path() / "made.clip";
    {
        capture::ClipWriter writer{{320, 180}};
        auto pattern = opened({.backend = "pattern", .source = "320x180", .clock = &clock});
        for (int turn = 0; turn < 8; ++turn, clock.advance(200ms)) writer.add(turn * 200ms, **pattern->next(0ms));
        const auto bytes = std::move(writer).finished(1600ms);
        std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                    static_cast<std::streamsize>(bytes.size()));
    }
    contract::capturer_contract({.open = [&] { return opened({.backend = "replay", .source = path, .clock = &clock}); },
                                 .change = [&] { clock.advance(200ms); }});
}
