// Do lists of rectangles say neither less nor more than what changed?

#include "capture/regions.hpp"

#include <catch2/catch.hpp>

#include "capture/differences.hpp"

using namespace monitor;
using namespace monitor::capture;

namespace {

/// How many rectangles hold a pixel.
int held(const Rects& rects, int x, int y) {
    return static_cast<int>(std::ranges::count_if(rects, [&](const Rect& rect) { return !rect.common({x, y, 1, 1}).empty(); }));
}

}  // namespace

TEST_CASE("a rectangle is rounded out to the grid, and never beyond its limit") {
    const Rect limit{0, 0, 100, 50};
    CHECK(rounded_out({17, 17, 1, 1}, 16, limit) == Rect{16, 16, 16, 16});
    CHECK(rounded_out({16, 16, 16, 16}, 16, limit) == Rect{16, 16, 16, 16});
    CHECK(rounded_out({-5, -5, 10, 10}, 16, limit) == Rect{0, 0, 16, 16});
    CHECK(rounded_out({97, 49, 10, 10}, 16, limit) == Rect{96, 48, 4, 2});
    CHECK(rounded_out({200, 0, 10, 10}, 16, limit).empty());
    CHECK(rounded_out({505, 3, 1, 1}, 16, {500, 0, 300, 400}) == Rect{500, 0, 12, 16});
}

TEST_CASE("taking a hole out keeps every pixel outside it once, and none inside") {
    const Rects rects{{0, 0, 20, 10}, {30, 5, 10, 10}};
    for (const Rect hole : {Rect{5, 2, 8, 4}, Rect{-5, -5, 60, 60}, Rect{15, 0, 20, 8}, Rect{50, 50, 5, 5}, Rect{0, 0, 20, 10}}) {
        const auto left = without(rects, hole);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 45; ++x) {
                const bool in_hole = !hole.common({x, y, 1, 1}).empty();
                REQUIRE(held(left, x, y) == (in_hole ? 0 : held(rects, x, y)));
            }
    }
}

TEST_CASE("too many rectangles become the one around them") {
    const Rects three{{0, 0, 2, 2}, {10, 0, 2, 2}, {0, 10, 2, 2}};
    CHECK(at_most(3, three) == three);
    CHECK(at_most(2, three) == Rects{{0, 0, 12, 12}});
    CHECK(area(three) == 12);
    CHECK(around({}).empty());
}

TEST_CASE("of what was painted only the tiles that differ are taken over and told") {
    constexpr std::size_t wide = 200, high = 100;
    Bytes canvas(wide * high * 4), fresh(wide * high * 4);
    const auto set = [&](int x, int y) {
        fresh[(static_cast<std::size_t>(y) * wide + static_cast<std::size_t>(x)) * 4 + 1] = std::byte{9};
    };
    Rects changed;
    take_over(fresh, {0, 0, wide, high}, canvas, wide * 4, changed);
    CHECK(changed.empty());

    set(3, 3), set(70, 3), set(3, 20), set(199, 99);
    take_over(fresh, {0, 0, wide, high}, canvas, wide * 4, changed);
    CHECK(canvas == fresh);
    CHECK(changed == Rects{{0, 0, 128, 16}, {0, 16, 64, 16}, {192, 96, 8, 4}});

    changed.clear();
    set(3, 35), set(3, 50);
    take_over(fresh, {0, 0, wide, high}, canvas, wide * 4, changed);
    CHECK(changed == Rects{{0, 32, 64, 32}});  // one above the other: one rectangle
}

TEST_CASE("a part is taken over at its place and touches nothing beside it") {
    constexpr std::size_t wide = 100, high = 60;
    Bytes canvas(wide * high * 4), fresh(30 * 20 * 4, std::byte{7});
    Rects changed;
    take_over(fresh, {50, 30, 30, 20}, canvas, wide * 4, changed);
    for (int y = 0; y < int(high); ++y)
        for (int x = 0; x < int(wide); ++x) {
            const bool inside = !Rect{50, 30, 30, 20}.common({x, y, 1, 1}).empty();
            REQUIRE((canvas[(static_cast<std::size_t>(y) * wide + static_cast<std::size_t>(x)) * 4] == std::byte{7}) == inside);
            REQUIRE(held(changed, x, y) == (inside ? 1 : 0));
        }
}
