#pragma once
// The contract of capture::Capturer, passed by every backend. A new backend is one more Stage.

#include <functional>

#include <catch2/catch.hpp>

#include "monitor/capture/capturer.hpp"

namespace monitor::contract {

/// A screen that a test can change, and a way to capture it.
struct Stage {
    std::function<std::unique_ptr<capture::Capturer>()> open;
    std::function<void()> change;          ///< something on the screen
    std::chrono::milliseconds patience{};  ///< enough for a change to be seen
};

struct Seen {
    Size size{};
    Bytes pixels{};
    std::vector<Rect> changed{};
};

inline std::optional<Seen> next(capture::Capturer& capturer, std::chrono::milliseconds patience) {
    auto frame = capturer.next(patience);
    REQUIRE(frame);
    if (!*frame) return std::nullopt;
    CHECK((*frame)->stride() >= static_cast<std::size_t>((*frame)->size().width) * 4);
    CHECK((*frame)->pixels().size() >= (*frame)->stride() * static_cast<std::size_t>((*frame)->size().height - 1));
    return Seen{(*frame)->size(), (*frame)->clone(), {(*frame)->changed().begin(), (*frame)->changed().end()}};
}

/// Waits until the screen has nothing new to tell.
inline void settle(capture::Capturer& capturer) {
    for (int turn = 0; turn < 50; ++turn)
        if (!next(capturer, std::chrono::milliseconds{0})) return;
    FAIL("the screen never comes to rest");
}

inline bool inside(const Seen& seen) {
    return !seen.changed.empty() && std::ranges::all_of(seen.changed, [&](const Rect& part) {
        return !part.empty() && part.common({0, 0, seen.size.width, seen.size.height}) == part;
    });
}

/// Pixels that differ between two pictures, but lie in none of the rectangles of the second. The fourth byte means nothing.
inline std::size_t untold(const Seen& before, const Seen& after) {
    REQUIRE(before.size == after.size);
    std::size_t count = 0;
    for (int y = 0; y < after.size.height; ++y)
        for (int x = 0; x < after.size.width; ++x) {
            const auto at =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(after.size.width) + static_cast<std::size_t>(x)) * 4;
            const bool same = std::equal(before.pixels.begin() + static_cast<std::ptrdiff_t>(at),
                                         before.pixels.begin() + static_cast<std::ptrdiff_t>(at) + 3,
                                         after.pixels.begin() + static_cast<std::ptrdiff_t>(at));
            if (!same && std::ranges::none_of(after.changed, [&](const Rect& part) {
                    return !part.common({x, y, 1, 1}).empty();
                }))
                ++count;
        }
    return count;
}

inline void capturer_contract(const Stage& stage) {
    using namespace std::chrono_literals;
    static_assert(!std::is_copy_constructible_v<capture::Frame> && std::is_nothrow_move_constructible_v<capture::Frame>);
    static_assert(!std::is_copy_constructible_v<capture::Capturer> && !std::is_move_constructible_v<capture::Capturer>);
    auto capturer = stage.open();
    REQUIRE(capturer);
    CHECK_FALSE(capturer->name().empty());

    SECTION("the first frame is the whole screen") {
        const auto first = next(*capturer, stage.patience);
        REQUIRE(first);
        CHECK(first->changed == std::vector<Rect>{{0, 0, first->size.width, first->size.height}});
    }
    SECTION("nothing changed: empty, at once when there is no patience") {
        REQUIRE(next(*capturer, stage.patience));
        settle(*capturer);
        for (int turn = 0; turn < 10; ++turn) CHECK_FALSE(next(*capturer, 0ms));
    }
    SECTION("what changed is told, lies inside the screen, and is no less than what differs") {
        auto before = next(*capturer, stage.patience);
        REQUIRE(before);
        for (int turn = 0; turn < 5; ++turn) {
            stage.change();
            auto after = next(*capturer, stage.patience);
            REQUIRE(after);
            CHECK(inside(*after));
            CHECK(untold(*before, *after) == 0);
            CHECK(after->pixels != before->pixels);
            before = std::move(after);
        }
    }
    SECTION("changes that nobody asked for come together in the next frame") {
        const auto before = next(*capturer, stage.patience);
        REQUIRE(before);
        for (int turn = 0; turn < 3; ++turn) stage.change();
        const auto after = next(*capturer, stage.patience);
        REQUIRE(after);
        CHECK(inside(*after));
        CHECK(untold(*before, *after) == 0);
    }
    SECTION("destroying it stops, and another one begins with the whole screen again") {
        REQUIRE(next(*capturer, stage.patience));
        capturer.reset();
        stage.change();
        capturer = stage.open();
        const auto first = next(*capturer, stage.patience);
        REQUIRE(first);
        CHECK(first->changed == std::vector<Rect>{{0, 0, first->size.width, first->size.height}});
    }
}

}  // namespace monitor::contract
