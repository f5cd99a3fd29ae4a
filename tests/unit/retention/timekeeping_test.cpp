// Which clocks are believed, and what do they do to deadlines?

#include "monitor/retention/timekeeping.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::retention;
using namespace std::chrono;

namespace {

const Instant noon = sys_days{2026y / 11 / 23} + 12h;
constexpr Tick up_for_an_hour{1h};

/// Both hands of a clock, and a keeper that looks at them.
struct Watched {
    Instant now{noon};
    Tick tick{up_for_an_hour};
    Timekeeper keeper{noon, now, tick};

    void pass(milliseconds span) { look(span, span); }
    void jump(milliseconds span) { look(span, 0ms); }
    void look(milliseconds wall, milliseconds boot) {
        now += wall;
        tick += boot;
        keeper.observe(now, tick);
    }
};

}  // namespace

TEST_CASE("a clock that runs is believed, however long between two looks", "[retention]") {
    Watched clock;
    for (const auto span : {milliseconds{0}, milliseconds{1ms}, milliseconds{1h}, milliseconds{days{100}}}) {
        clock.pass(span);
        CHECK(clock.keeper.trust() == Trust::sure);
        CHECK(clock.keeper.effective() == clock.now);
        CHECK(clock.keeper.high_water() == clock.now);
    }
}

TEST_CASE("the very first start believes its clock", "[retention]") {
    const Timekeeper keeper{std::nullopt, noon, Tick{}};
    CHECK(keeper.trust() == Trust::sure);
    CHECK(keeper.effective() == noon);
}

TEST_CASE("a clock set back lengthens no life: time goes on from where it was", "[retention]") {
    Watched clock;
    clock.jump(-days{365});
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == noon);
    clock.pass(48h);
    CHECK(clock.keeper.effective() == noon + 48h);
    clock.jump(days{365});
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == noon + 48h);
}

TEST_CASE("a leap ahead of 26 hours is believed, one millisecond more is not", "[retention]") {
    Watched clock;
    clock.jump(26h);
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == noon + 26h);
    clock.jump(26h + 1ms);
    CHECK(clock.keeper.trust() == Trust::doubtful);
    CHECK(clock.keeper.effective() == noon + 26h);
}

TEST_CASE("in doubt nothing is deleted early, and the ticks go on", "[retention]") {
    Watched clock;
    clock.jump(days{400});
    clock.pass(5h);
    CHECK(clock.keeper.trust() == Trust::doubtful);
    CHECK(clock.keeper.effective() == noon + 5h);
    CHECK(clock.keeper.high_water() == noon + 5h);
}

TEST_CASE("a leap that is taken back leaves no trace", "[retention]") {
    Watched clock;
    clock.jump(days{400});
    clock.pass(1h);
    clock.jump(-days{400});
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == noon + 1h);
}

TEST_CASE("doubt lasts 24 hours of ticks at most, then the clock is believed", "[retention]") {
    Watched clock;
    clock.jump(days{400});
    clock.pass(24h - 1ms);
    CHECK(clock.keeper.trust() == Trust::doubtful);
    clock.pass(1ms);
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == clock.now);
}

TEST_CASE("someone who says that the clock is right is believed at once, until the next leap", "[retention]") {
    Watched clock;
    clock.jump(days{400});
    clock.keeper.confirm();
    CHECK(clock.keeper.trust() == Trust::sure);
    CHECK(clock.keeper.effective() == clock.now);
    clock.pass(1h);
    CHECK(clock.keeper.trust() == Trust::sure);
    clock.jump(27h);
    CHECK(clock.keeper.trust() == Trust::doubtful);
}

TEST_CASE("a start after a weekend on a machine that was on is believed, on one just switched on it is not", "[retention]") {
    const auto monday = noon + 68h;
    const Timekeeper was_on{noon, monday, Tick{100h}};
    CHECK(was_on.trust() == Trust::sure);
    CHECK(was_on.effective() == monday);
    const Timekeeper just_on{noon, monday, Tick{2min}};
    CHECK(just_on.trust() == Trust::doubtful);
    CHECK(just_on.effective() == noon);
}

TEST_CASE("a start the next morning is believed", "[retention]") {
    const Timekeeper keeper{noon, noon + 20h, Tick{2min}};
    CHECK(keeper.trust() == Trust::sure);
    CHECK(keeper.effective() == noon + 20h);
}

TEST_CASE("a start with a clock set back goes on from the highest instant ever seen", "[retention]") {
    Timekeeper keeper{noon, noon - days{30}, Tick{2min}};
    CHECK(keeper.trust() == Trust::sure);
    CHECK(keeper.effective() == noon);
    keeper.observe(noon - days{30} + 1h, Tick{2min + 1h});
    CHECK(keeper.effective() == noon + 1h);
}

TEST_CASE("ticks that go back are not time", "[retention]") {
    Timekeeper keeper{noon, noon, Tick{10h}};
    keeper.observe(noon, Tick{1h});
    CHECK(keeper.effective() == noon);
    keeper.observe(noon, Tick{10h});
    CHECK(keeper.effective() == noon);
}
