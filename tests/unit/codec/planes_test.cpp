// Is a part scaled alone the same as that part of the whole, at every ratio?

#include "codec/planes.hpp"

#include <catch2/catch.hpp>

#include "support/drawn_screen.hpp"

using namespace monitor;
using namespace monitor::codec;
using monitor::test::DrawnScreen;

namespace {

Planes taken(DrawnScreen& screen) {
    Planes planes{screen.size()};
    (void)planes.take(screen.frame({screen.whole()}), screen.whole());
    return planes;
}

bool same(const Planes& a, const Planes& b) {
    return bgrx(a.view()) == bgrx(b.view());
}

}  // namespace

TEST_CASE("scaling what changed gives the same as scaling everything") {
    const std::pair<Size, Size> cases[] = {{{1920, 1080}, {480, 270}}, {{1920, 1080}, {320, 180}}, {{1366, 768}, {480, 270}},
                                           {{801, 603}, {358, 270}},   {{960, 540}, {480, 270}},   {{500, 300}, {450, 270}}};
    std::uint32_t seed = 5;
    const auto next = [&](int below) { return seed = seed * 1664525 + 1013904223, static_cast<int>(seed >> 8) % below; };
    for (const auto& [large, small] : cases) {
        INFO(large.width << "x" << large.height << " to " << small.width << "x" << small.height);
        DrawnScreen screen{large};
        Planes source = taken(screen), parts{small}, everything{small};
        parts.scale_from(source, {0, 0, small.width, small.height});
        for (int turn = 0; turn < 12; ++turn) {
            const Rect change{next(large.width), next(large.height), 1 + next(200), 1 + next(120)};
            screen.text(change, seed);
            const Rect converted = source.take(screen.frame({change}), change);
            parts.scale_from(source, shrunk(converted, large, small));
        }
        everything.scale_from(source, {0, 0, small.width, small.height});
        CHECK(same(parts, everything));
        CHECK(same(source, taken(screen)));
    }
}

TEST_CASE("a change at the edge is rounded out but never leaves the picture") {
    CHECK(shrunk({0, 0, 1, 1}, {1366, 768}, {480, 270}) == Rect{0, 0, 4, 4});
    const Rect corner = shrunk({1365, 767, 1, 1}, {1366, 768}, {480, 270});
    CHECK(corner.x + corner.width == 480);
    CHECK(corner.y + corner.height == 270);
    CHECK(shrunk({3, 5, 4, 4}, {100, 80}, {100, 80}) == Rect{2, 4, 6, 6});
}
