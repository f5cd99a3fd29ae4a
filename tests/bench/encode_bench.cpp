// What does a picture cost the pupil's device, from changed pixels to VP8, and how good is it?
//
//   encode_bench [--check]    a table; with --check exit 1 naming what falls short (release build, with room for a slower
//   machine)
//
// Drawn screens of 1920×1080, ten pictures a second. CPU time of this thread, so neighbours disturb little.

#include <cmath>
#include <cstdio>
#include <functional>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>

#include "monitor/codec/decoder.hpp"
#include "monitor/codec/encoder.hpp"
#include "support/drawn_screen.hpp"

using namespace monitor;
using monitor::picture::Stream;
using monitor::test::DrawnScreen;

namespace {

constexpr int turns = 60, pictures_a_second = 10;

double cpu_milliseconds() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    const auto milliseconds = [](const timeval& part) {
        return static_cast<double>(part.tv_sec) * 1e3 + static_cast<double>(part.tv_usec) / 1e3;
    };
    return milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
}

struct Case {
    std::string_view name;
    std::function<std::vector<Rect>(DrawnScreen&, int turn)> change;
    double most_ms_grid, most_ms_live;                ///< a turn
    double most_kilobytes_grid, most_kilobytes_live;  ///< a second, without the first key
};

struct Result {
    double milliseconds{}, first_milliseconds{};
    std::size_t bytes{}, first_bytes{}, pictures{};
    double psnr{};
};

/// Of brightness, against the mean of the screen's pixels; `times` as large as the picture.
double psnr(const codec::Decoded& picture, const DrawnScreen& screen) {
    const int times = screen.size().width / picture.size.width;
    double error = 0;
    const auto brightness = [](double blue, double green, double red) { return 0.114 * blue + 0.587 * green + 0.299 * red; };
    for (int y = 0; y < picture.size.height; ++y)
        for (int x = 0; x < picture.size.width; ++x) {
            double wanted = 0;
            for (int dy = 0; dy < times; ++dy)
                for (int dx = 0; dx < times; ++dx) {
                    const auto colour = screen.at(x * times + dx, y * times + dy);
                    wanted += brightness(colour.blue, colour.green, colour.red);
                }
            wanted /= times * times;
            const auto at =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width) + static_cast<std::size_t>(x)) * 4;
            const auto channel = [&](std::size_t i) { return static_cast<double>(picture.bgrx[at + i]); };
            error += std::pow(wanted - brightness(channel(0), channel(1), channel(2)), 2);
        }
    return 10 * std::log10(255.0 * 255.0 * picture.size.width * picture.size.height / error);
}

Result measured(const Case& what, Stream stream) {
    DrawnScreen screen{{1920, 1080}};
    auto encoder =
        *codec::make_encoder({.stream = stream, .at_most = picture::limits(stream).size, .frames_a_second = pictures_a_second});
    auto decoder = codec::make_decoder(stream);
    Result result;
    std::optional<codec::Decoded> seen;
    for (int turn = 0; turn <= turns; ++turn) {
        const auto changed = turn == 0 ? std::vector<Rect>{screen.whole()} : what.change(screen, turn);
        const double begin = cpu_milliseconds();
        if (!changed.empty()) encoder->look(screen.frame(changed));
        auto made = encoder->encode();
        (turn == 0 ? result.first_milliseconds : result.milliseconds) += cpu_milliseconds() - begin;
        if (!made || !*made) continue;
        (turn == 0 ? result.first_bytes : result.bytes) += (*made)->vp8.size();
        ++result.pictures;
        seen = decoder->decode((*made)->vp8).value();
    }
    result.milliseconds /= turns;
    result.psnr = psnr(*seen, screen);
    return result;
}

const std::vector<Case> cases{
    {"still", [](DrawnScreen&, int) { return std::vector<Rect>{}; }, 0.01, 0.01, 0, 0},
    {"typing",
     [](DrawnScreen& screen, int turn) {
         const Rect letter{200 + turn * 10, 300, 16, 24};
         screen.text(letter, static_cast<std::uint32_t>(turn));
         return std::vector<Rect>{letter};
     },
     2, 30, 6, 12},
    {"scrolling text",
     [](DrawnScreen& screen, int turn) {
         const Rect window{192, 108, 960, 540};
         screen.text(window, static_cast<std::uint32_t>(turn));  // every line another one: worse than a scroll
         return std::vector<Rect>{window};
     },
     10, 120, 150, 2500},
    {"moving block",
     [](DrawnScreen& screen, int turn) {
         const Rect old{turn * 16, 700, 200, 200}, now{turn * 16 + 16, 700, 200, 200};
         screen.fill(old, {120, 90, 50});
         screen.fill(now, {0, 0, 220});
         return std::vector<Rect>{old, now};
     },
     3, 40, 20, 60},
};

}  // namespace

int main(int count, char** words) {
    const bool check = count == 2 && std::string_view{words[1]} == "--check";
    if (count > 1 && !check) {
        fmt::print(stderr, "encode_bench: only --check is known\n");
        return 2;
    }
    int short_of = 0;
    const auto hold = [&](std::string_view what, double value, double most) {
        if (check && value > most) ++short_of, fmt::print("falls short: {}: {:.2f}, at most {:.2f}\n", what, value, most);
    };
    fmt::print("{:<6} {:<15} {:>9} {:>9} {:>9} {:>8} {:>9} {:>7}\n", "stream", "screen", "first ms", "first kB", "ms/turn",
               "kB/s", "pictures", "dB");
    for (const auto stream : {Stream::grid, Stream::live})
        for (const auto& what : cases) {
            const auto result = measured(what, stream);
            const std::string_view name = stream == Stream::grid ? "grid" : "live";
            const double kilobytes = static_cast<double>(result.bytes) / 1000 * pictures_a_second / turns;
            fmt::print("{:<6} {:<15} {:>9.2f} {:>9.1f} {:>9.3f} {:>8.1f} {:>9} {:>7.1f}\n", name, what.name,
                       result.first_milliseconds, static_cast<double>(result.first_bytes) / 1000, result.milliseconds, kilobytes,
                       result.pictures, result.psnr);
            const auto label = fmt::format("{} {}", name, what.name);
            hold(label + ", ms a turn", result.milliseconds, stream == Stream::grid ? what.most_ms_grid : what.most_ms_live);
            hold(label + ", kB/s", kilobytes, stream == Stream::grid ? what.most_kilobytes_grid : what.most_kilobytes_live);
            hold(label + ", dB below 33", 33 - result.psnr, 0);
        }
    return short_of == 0 ? 0 : 1;
}
